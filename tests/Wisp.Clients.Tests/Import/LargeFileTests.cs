using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>Ten thousand rows, one in a hundred bad.</summary>
[Trait("rule", "IMP-01")]
public sealed class LargeFileTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const int Rows = 10_000;
    private const string Audited = "host.audit where schema_name in ('clients', 'zones')";

    [Fact]
    [Trait("rule", "PANEL-09")]
    public async Task A13_A16_good_rows_go_in_bad_ones_are_listed_and_a_second_time_changes_nothing()
    {
        var file = ImportApp.People("gente", Rows, i => i % 100 != 0 ? null : (i / 100 % 4) switch
        {
            0 => $"Mala {i};no es {i};{10_000_000 + i};Calle;Azul;Z1",
            1 => $";mala{i}@x.example;{10_000_000 + i};Calle;Azul;Z1",
            2 => $"Mala {i};mala{i}@x.example;12;Calle;Azul;Z1",
            _ => $"Mala {i};mala{i}@x.example",
        });
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.import");

        // Dry run: the same numbers, and nothing is written.
        var tried = await app.ImportAsync(file, dryRun: true);
        Assert.Equal(("done", 9_900L, 0L, 100L), tried.Counts);
        Assert.Equal("Prueba, no se guardó nada. Se crearían: 9.900 · quedarían sin cambios: 0 · con errores: 100.", tried.Message);
        foreach (var table in new[] { "clients.client", "clients.import_origin", "zones.zone", "zones.city", Audited }) Assert.Equal(0, await app.CountAsync(table));

        // As an operator without other rights; the web answers meanwhile.
        using var operatorsBrowser = app.Wisp.NewBrowser();
        await operatorsBrowser.SignInAsync(account);
        var preview = await ImportApp.UploadAsync(operatorsBrowser, System.Text.Encoding.UTF8.GetBytes(file));
        var button = preview.Document.QuerySelector("button[formaction*=Import]")!.GetAttribute("formaction")!;
        var job = Guid.Parse((await operatorsBrowser.SubmitAsync(preview with { Url = button }, "form.form")).Location!["/jobs/".Length..]);
        while (await app.Database.ValueAsync<string>("select state from host.job where id = $1", job) is "queued" or "running")
            Assert.Equal(HttpStatusCode.OK, (await operatorsBrowser.GetAsync("/clients?q=persona")).Status);

        var outcome = await app.EndAsync(job);
        Assert.Equal(tried.Counts, outcome.Counts);
        Assert.Equal(9_900, await app.CountAsync());
        Assert.Equal((1, 7), ((int)await app.CountAsync("zones.city"), (int)await app.CountAsync("zones.zone")));

        // One error a bad row: line, column, value, rule.
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (i * 100) + 1), outcome.Refused.Select(r => r.Line));
        Assert.Equal(tried.Refused, outcome.Refused);
        Assert.All(outcome.Refused.Where((_, i) => i % 4 == 3), r => Assert.Equal(("E-mail", $"no es {r.Line - 1}", "No parece una dirección de e-mail, como ana@correo.com."), (r.Field, r.Value, r.Rule)));
        Assert.All(outcome.Refused.Where((_, i) => i % 4 == 0), r => Assert.Equal(("Nombre", null, "Falta el nombre."), (r.Field, r.Value, r.Rule)));
        Assert.All(outcome.Refused.Where((_, i) => i % 4 == 1), r => Assert.Equal("Tipo de documento", r.Field));
        Assert.All(outcome.Refused.Where((_, i) => i % 4 == 2), r => Assert.Equal("Columnas de la fila: 2; títulos: 6.", r.Rule));
        await ErrorPagesAsync(job, operatorsBrowser);
        await AuditAsync(job, account);

        // Once more: nothing new, nothing changed, nothing audited.
        var rows = await app.CountAsync(Audited);
        var again = await app.ImportAsync(file);
        Assert.Equal(("done", 0L, 9_900L, 100L), again.Counts);
        Assert.Equal("Creados: 0 · sin cambios: 9.900 · con errores: 100.", again.Message);
        Assert.Equal((9_900, rows), (await app.CountAsync(), await app.CountAsync(Audited)));
    }

    private static async Task ErrorPagesAsync(Guid job, Browser browser)
    {
        var page = await browser.GetAsync($"/jobs/{job}");
        Assert.Contains("Terminado con errores", page.Text, StringComparison.Ordinal);
        Assert.Equal(50, page.Texts("table.rows tbody tr").Count);
        var csv = (await browser.GetAsync($"/jobs/{job}/errors.csv")).Body.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(101, csv.Length);
        Assert.Equal("\"Nombre\";\"E-mail\";\"Documento/cédula\";\"Dirección\";\"Ciudad\";\"Zona\";\"Línea\";\"Campo\";\"Valor\";\"Regla\"", csv[0]);
        Assert.StartsWith("\"Mala 400\";\"no es 400\";\"10000400\";\"Calle\";\"Azul\";\"Z1\";\"401\";\"E-mail\";\"no es 400\";", csv[4], StringComparison.Ordinal);
    }

    // Each row says who asked, through what, and in which batch.
    private async Task AuditAsync(Guid job, Account account)
    {
        var batch = await app.Database.ValueAsync<Guid>("select batch_id from host.job where id = $1", job);
        Assert.Equal(9_900, await app.Database.ValueAsync<long>(
            """
            select count(*) from host.audit
            where schema_name = 'clients' and table_name = 'client' and action = 'I' and batch_id = $1 and operator_id = $2 and channel = 'clients.import' and actor = $3
            """, batch, account.Id, account.Email));
        Assert.Equal(9_900 + 1 + 7, await app.CountAsync(Audited));
        Assert.Equal(9_900, await app.Database.ValueAsync<long>("select count(distinct entity_id) from host.audit where table_name = 'client'"));

        var one = await app.OfAsync<Guid>("Persona gente 1", "id");
        var history = await app.Admin.GetAsync($"/clients/{one}/history");
        Assert.Contains($"{account.Email} · importación", history.Text, StringComparison.Ordinal);
        Assert.Contains($"lote {batch.ToString("N")[^8..]}", history.Text, StringComparison.Ordinal);
    }
}
