using System.IO.Compression;
using System.Net;
using System.Text;

namespace Wisp.Clients.Tests.Import;

/// <summary>What is no list of clients is told at once, in a sentence; nothing is kept and no job starts.</summary>
[Trait("rule", "IMP-01")]
public sealed class RefusedFileTests(RefusedFileTests.SmallUploads app) : IClassFixture<RefusedFileTests.SmallUploads>
{
    [Fact]
    public async Task Archives_workbooks_and_other_programs_files()
    {
        var files = await app.Database.ValueAsync<long>("select count(*) from host.file");
        await RefusedAsync(Zip("datos.csv"), "Es un archivo comprimido (ZIP): descomprimilo y subí la planilla o el CSV que tiene adentro.");
        await RefusedAsync(Zip("xl/workbook.xml"), "La planilla está dañada o no es de Excel: abrila, guardala de nuevo como XLSX o CSV y subí ese archivo.");
        await RefusedAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "La planilla está dañada o no es de Excel: abrila, guardala de nuevo como XLSX o CSV y subí ese archivo.");
        await RefusedAsync([.. "%PDF-1.7\n"u8], "No es un CSV ni una planilla de Excel.");
        await RefusedAsync([.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 37))], "No es un CSV ni una planilla de Excel.");
        await RefusedAsync([], "El archivo está vacío.");
        await RefusedAsync(Bytes.Of("\n \n\n"), "El archivo está vacío.");
        Assert.Equal(files, await app.Database.ValueAsync<long>("select count(*) from host.file"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.job where key = 'clients.import'"));
    }

    [Fact]
    public async Task Text_that_breaks_off_is_shown_with_why_and_has_no_button()
    {
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of("nombre;notas\nAna;\"sin cerrar\nLuis;x\n"));

        Assert.Contains("En la línea 2 se abre una comilla que nunca se cierra", preview.Texts(".note-error").Single(), StringComparison.Ordinal);
        Assert.Null(preview.Document.QuerySelector("button[formaction]"));

        // Nor does a form from elsewhere start it.
        var token = (await app.Admin.GetAsync("/clients/new")).Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forced = await app.Admin.PostAsync(preview.Url.Split('?')[0] + "?handler=Import", [new("__RequestVerificationToken", token)]);
        Assert.Null(forced.Location);
    }

    [Theory]
    [InlineData("Ana;ana@x.example\nLuis;luis@x.example\n", "Ninguna columna va a un dato del cliente.")]
    [InlineData("email;zona\na@x.example;Norte\n", "Falta la columna «Nombre».")]
    [InlineData("nombre;celular;phone_mobile\nAna;1;2\n", "Las columnas «celular» y «phone_mobile» son el mismo dato")]
    public async Task Columns_that_cannot_be_imported_as_they_stand_are_told_before_and_after_the_button(string text, string said)
    {
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of(text));
        Assert.Contains(said, preview.Texts(".note-warn #columns-error").Single(), StringComparison.Ordinal);

        var refused = await app.Admin.SubmitAsync(preview, "button[formaction*=Import]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Texts(".error-summary #columns-error").Single(), StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.job where key = 'clients.import'"));
    }

    [Fact]
    public async Task No_file_at_all()
    {
        var form = await app.Admin.GetAsync("/clients/import");

        var page = await app.Admin.SubmitAsync(form, "form.form");
        Assert.Contains("Elegí un archivo.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_with_the_limit()
    {
        Assert.Contains("Hasta 1 MB.", (await app.Admin.GetAsync("/clients/import")).Text, StringComparison.Ordinal);

        var page = await ImportApp.UploadAsync(app.Admin, Encoding.UTF8.GetBytes(ImportApp.People("x", 60_000)));
        Assert.Contains("El archivo pasa de 1 MB: dividilo en partes.", page.Text, StringComparison.Ordinal);

        using var endless = new StreamContent(new EndlessStream("nombre;email\n"u8, "Ana;a@x.example\n"u8, 6_000_000));
        var unannounced = await app.Admin.FollowAsync(await app.Admin.UploadAsync(await app.Admin.GetAsync("/clients/import"), "form.form", "file", "largo.csv", endless));
        Assert.Equal(HttpStatusCode.BadRequest, unannounced.Status);
        Assert.Contains("No pudimos tomar lo que enviaste", unannounced.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_there_is_no_page_and_no_preview_of_anothers_file()
    {
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of("nombre\nAna\n"));
        using var viewer = await app.Wisp.SignInAsync("clients.view");
        using var colleague = await app.Wisp.SignInAsync("clients.import");

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/clients/import")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(preview.Url)).Status);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/clients/import")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(preview.Url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/clients/import/{Guid.CreateVersion7()}")).Status);
    }

    private async Task RefusedAsync(byte[] file, string said)
    {
        var page = await ImportApp.UploadAsync(app.Admin, file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(said, page.Texts("#file-error").Single());
    }

    private static byte[] Zip(string entry)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, true))
        using (var content = archive.CreateEntry(entry).Open())
            content.Write("nombre\nAna"u8);
        return file.ToArray();
    }

    /// <summary>Where files of one megabyte go in and larger ones do not.</summary>
    public sealed class SmallUploads : IAsyncLifetime
    {
        private readonly ClientsApp _app = new();

        public Browser Admin => _app.Admin;

        public TestDatabase Database => _app.Database;

        public WispApp Wisp => _app.Wisp;

        public async Task InitializeAsync()
        {
            await _app.InitializeAsync();
            await Database.RunAsync("insert into host.setting (key, value) values ('clients.import.megabytes', '1')");
        }

        public Task DisposeAsync() => _app.DisposeAsync();
    }
}
