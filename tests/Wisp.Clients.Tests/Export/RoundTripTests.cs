using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Export;

/// <summary>What was exported and is imported again changes nothing and adds nobody.</summary>
[Collection(ExportTests.Name)]
[Trait("rule", "EXP-06")]
public sealed class RoundTripTests(ExportApp app)
{
    [Fact]
    [Trait("rule", "IMP-01")]
    [Trait("case", "B01")]
    [Trait("case", "B04")]
    public async Task Every_row_comes_back_unchanged()
    {
        var tag = ClientsApp.Unique("vuelta");
        string[] names = ["=HYPERLINK(\"http://evil.example\",\"pagar\")", "=1+1", "-50,00", "+54 381 555-0000", "Ana \"Nita\" Díaz", "'=1+1", "'mayo", "@todos", "👩‍👩‍👧 Ñandú", "a;b,c\\"];
        await app.Import.ImportAsync(
            $"""
            ID cliente;Nombre;E-mail;Documento/cédula;Teléfono;Teléfono celular;Dirección;Barrio;Ciudad;Provincia;Zona;Observaciones
            {tag}-P;Con lugares;{tag}@x.example;20-12345678-6;+54 381 555-0000;(381) 15 555-0001;=Calle 1;+Barrio {tag};Ciudad {tag};Tucumán;@Zona {tag};"primer renglón

            =segundo"
            """);
        for (var i = 0; i < names.Length; i++) await app.StoreAsync($"{tag}-{i}", names[i], $"{names[i]}\n=x");
        var ids = string.Join(',', Enumerable.Range(0, names.Length).Select(i => $"{tag}-{i}").Append($"{tag}-P"));
        var before = await VersionsAsync(tag);

        var file = await app.ExportAsync($"/clients?id={ids}");
        Assert.Equal(names.Length + 1, file.Records().Count - 1);
        var outcome = await app.Import.ImportAsync(await ImportApp.UploadAsync(app.Admin, file.Bytes));

        Assert.True(outcome.Refused.Count == 0, string.Join('\n', outcome.Refused));
        Assert.Equal(("done", 0L, names.Length + 1L, 0L), outcome.Counts);
        Assert.Equal(before, await VersionsAsync(tag));
    }

    [Fact]
    public async Task A_file_in_English_comes_back_too()
    {
        var tag = ClientsApp.Unique("english");
        await app.StoreAsync(tag, "=1+1", "notes", "4555-0000", "4.123.457");
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        await app.Database.RunAsync("update host.operator set language = 'en' where id = $1", account.Id);
        using var reader = await app.Import.Wisp.SignInAsync(account);

        var file = await app.FetchAsync(reader, await ExportApp.PressAsync(reader, $"/clients?id={tag}"));

        Assert.Equal(["Client ID", "Name", "Notes"], file.Records()[0][..3]);
        var preview = await ImportApp.UploadAsync(app.Admin, file.Bytes);
        Assert.DoesNotContain("No se conoce: se ignora", preview.Text, StringComparison.Ordinal);
        Assert.Equal(("done", 0L, 1L, 0L), (await app.Import.ImportAsync(preview)).Counts);
    }

    private Task<string?> VersionsAsync(string tag) =>
        app.Database.ValueAsync<string>("select string_agg(xmin::text || id, ',' order by id) from clients.client where custom_id like $1 || '-%'", tag);
}
