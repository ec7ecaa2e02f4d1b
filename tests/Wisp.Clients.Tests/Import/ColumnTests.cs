using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>The step in which a person says which field each column fills, and its memory.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class ColumnTests(ImportApp app)
{
    [Fact]
    public async Task A_column_goes_where_a_person_says_and_the_next_file_with_these_headings_is_read_so()
    {
        var tag = ClientsApp.Unique("col");
        var preview = await app.UploadAsync($"Abonado {tag};Nombre;E-mail\nAna {tag};apodo;ana.{tag}@x.example\n");
        Assert.Equal(["", "Name", "Email"], Enumerable.Range(0, 3).Select(i => ImportApp.Chosen(preview, i)));
        Assert.Equal(["Abonado " + tag, "Nombre", "E-mail"], preview.Texts("tbody th label"));

        // Two for one field: said beside the second, and at the top.
        var twice = await app.Admin.SubmitAsync(preview, "button[formaction*=Import]", ("Fields[0]", "Name"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Equal([$"Ya va ahí la columna «Abonado {tag}»: elegí una sola."], twice.Texts(".field-error"));
        Assert.Equal("true", twice.Document.QuerySelector("#column-1")!.GetAttribute("aria-invalid"));

        var outcome = await app.EndAsync(await app.StartAsync(preview, false, true, ("Fields[0]", "Name"), ("Fields[1]", "Details")));
        Assert.Equal(("done", 1L, 0L, 0L), outcome.Counts);
        Assert.Equal("apodo", await app.OfAsync<string>($"Ana {tag}", "details"));

        // Another file: case and accents of its headings do not matter, and what the list of errors adds does not either.
        var next = await app.UploadAsync($"Línea;ABONADO {tag.ToUpperInvariant()};nombre;e mail;Campo;Valor;Regla\n3;Luz {tag};chiqui;;;;\n");
        Assert.Equal(["", "Name", "Details", "Email", "", "", ""], Enumerable.Range(0, 7).Select(i => ImportApp.Chosen(next, i)));
        Assert.Single(next.Texts("#remembered"));
        Assert.Equal(("done", 1L, 0L, 0L), (await app.ImportAsync(next)).Counts);
        Assert.Equal("chiqui", await app.OfAsync<string>($"Luz {tag}", "details"));

        // The last choice is the one that is kept.
        await app.StartAsync(await app.UploadAsync($"Abonado {tag};Nombre;E-mail\nGil {tag};x;\n"), true, true, ("Fields[1]", ""));
        Assert.Equal("", ImportApp.Chosen(await app.UploadAsync($"Abonado {tag};Nombre;E-mail\nEva {tag};x;\n"), 1));
    }

    [Fact]
    public async Task What_nobody_used_for_a_year_is_forgotten()
    {
        var tag = ClientsApp.Unique("olvido");
        foreach (var heading in new[] { "Viejo", "Reciente" })
            await app.EndAsync(await app.StartAsync(await app.UploadAsync($"{heading} {tag};Nombre\nx;Ana\n"), true, true, ("Fields[0]", "Details")));
        await app.Database.RunAsync("update clients.import_mapping set used_at = now() - interval '11 months'");
        await app.EndAsync(await app.StartAsync(await app.UploadAsync($"Reciente {tag};Nombre\nx;Ana\n"), true, true, ("Fields[0]", "Details")));
        await app.Database.RunAsync("update clients.import_mapping set used_at = used_at - interval '2 months'");

        await app.ImportAsync($"nombre\nLuz {tag}\n", dryRun: true);

        Assert.Empty((await app.UploadAsync($"Viejo {tag};Nombre\nx;Ana\n")).Texts("#remembered"));
        Assert.Single((await app.UploadAsync($"Reciente {tag};Nombre\nx;Ana\n")).Texts("#remembered"));
    }

    [Fact]
    public async Task A_field_that_does_not_exist_is_no_field()
    {
        var tag = ClientsApp.Unique("inventada");
        var outcome = await app.EndAsync(await app.StartAsync(await app.UploadAsync($"nombre;dato\n{tag};x\n"), false, true, ("Fields[1]", "Password")));

        Assert.Equal(("done", 1L, 0L, 0L), outcome.Counts);
    }
}
