using Wisp.Clients.Tests.Export;
using Wisp.Clients.Tests.Import;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Extending;

/// <summary>Columns that a module adds to the export, or fills for it.</summary>
[Collection(ExtendingTests.Name)]
[Trait("rule", "EXP-04")]
public sealed class ExportColumnTests(PartsApp app) : IAsyncLifetime
{
    private WorkerProcess _worker = null!;

    public async Task InitializeAsync() => _worker = await WorkerProcess.StartAsync(app.Database, ImportApp.Hasty, PartsApp.ModulesSetting);

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    [Trait("rule", "EXP-08")]
    public async Task The_guides_places_are_filled_and_others_follow()
    {
        var name = ClientsApp.Unique("Repuesto");
        await app.PartAsync(await app.StoreAsync(name + " A"), "=cable", ready: true, since: new DateOnly(2026, 3, 6), amount: 1234.505m);
        await app.PartAsync(await app.StoreAsync(name + " B"), "-5", ready: false, amount: -3m);
        await app.StoreAsync(name + " C");

        var file = await ExportAsync(app.Admin, $"/clients?parts.amount.to=9999&name={name}", "csv");
        Assert.Equal($"{ExportApp.Headings};Clase;Desde;Cuenta", string.Join(';', file.Records()[0]));
        Assert.Equal([name + " A", name + " B"], file.Names());
        string[][] added = [.. file.Records().Skip(1).Select(record => (string[])[record[12], record[17], .. record[21..]])];
        Assert.Equal(["No", "0,00", "'=cable", "06/03/2026 09:00", "7"], added[0]);
        Assert.Equal(["No", "0,00", "-5", "", "7"], added[1]);

        var book = Assert.Single((await ExportAsync(app.Admin, $"/clients?name={name}", "xlsx")).Sheets()).Rows;
        Assert.Equal([name + " A", name + " B", name + " C"], book.Skip(1).Select(row => row[1]));
        Assert.Equal(["No", 0.0, "=cable", new DateTime(2026, 3, 6, 9, 0, 0), 7.0], [book[1][12], book[1][17], .. book[1][21..]]);
        Assert.Equal(["No", 0.0, null, null, null], [book[3][12], book[3][17], .. book[3][21..]]);

        // A column with a permission is not there for who lacks it.
        using var browser = await app.Wisp.SignInAsync("clients.view", "clients.export");
        Assert.Equal($"{ExportApp.Headings};Desde;Cuenta", string.Join(';', (await ExportAsync(browser, $"/clients?name={name}", "csv")).Records()[0]));
    }

    [Theory]
    [Trait("rule", "EXP-10")]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_changes_while_the_file_is_read_is_not_in_it(string format)
    {
        var name = ClientsApp.Unique("Momento");
        var (first, second) = (await app.StoreAsync(name + " A"), await app.StoreAsync(name + " B"));
        foreach (var client in new[] { first, second }) await app.PartAsync(client, "cable", "wait");
        await using var gate = await app.Database.OpenAsync();
        await gate.Sql("select pg_advisory_lock(4077)").RunAsync();

        // The statement that reads them all has begun, and is held up.
        var job = await ExportApp.PressAsync(app.Admin, $"/clients?name={name}", format);
        await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<long>("select count(*) from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'advisory' and l.objid = 4077 and not l.granted"),
            waiting => waiting > 0);
        await app.Database.RunAsync("update clients.client set name = $2 where id = $1", first, name + " Cambiada");
        await app.Database.RunAsync("update parts.part set kind = 'router' where client_id = $1", second);
        await app.Database.RunAsync("update clients.client set name = 'Otra cosa', status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where id = $1", second);
        await app.StoreAsync(name + " C");
        await gate.Sql("select pg_advisory_unlock(4077)").RunAsync();

        Assert.Equal("done", await EndAsync(job));
        var file = await ExportApp.DownloadAsync(app.Admin, job);
        Assert.Equal([$"{name} A|cable", $"{name} B|cable"], format == "csv"
            ? file.Records().Skip(1).Select(record => $"{record[1]}|{record[21]}")
            : file.Sheets().Single().Rows.Skip(1).Select(row => $"{row[1]}|{row[21]}"));
        var later = await ExportAsync(app.Admin, $"/clients?name={name}", "csv");
        Assert.Equal([$"{name} C", $"{name} Cambiada"], later.Names().Order());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_column_that_fails_is_named_and_there_is_no_file(string format)
    {
        var name = ClientsApp.Unique("Rota");
        var client = await app.StoreAsync(name);
        await app.PartAsync(client, "cable");

        await using (await app.FailingAsync("export"))
            Assert.Equal("No se exportó nada: lo que da el módulo para «Cuenta» falló. Avisá a quien lo administra o probá más tarde.", await FailureAsync($"/clients?name={name}", format));

        await app.Database.RunAsync("update parts.part set note = 'divide' where client_id = $1", client);
        Assert.Contains("«Cuenta» falló", await FailureAsync($"/clients?name={name}", format), StringComparison.Ordinal);

        await app.Database.RunAsync("update parts.part set note = 'twice' where client_id = $1", client);
        Assert.Contains("un módulo da más de un valor por cliente", await FailureAsync($"/clients?name={name}", format), StringComparison.Ordinal);

        await app.Database.RunAsync("update parts.part set note = null where client_id = $1", client);
        await ExportAsync(app.Admin, $"/clients?name={name}", format);
    }

    [Theory]
    [InlineData("bad sql")]
    [InlineData("private")]
    [InlineData("odd value")]
    [InlineData("divide")]
    public async Task A_filter_that_fails_is_named_and_there_is_no_file(string note)
    {
        var name = ClientsApp.Unique("Filtro");
        await app.PartAsync(await app.StoreAsync(name), "cable");
        Assert.Contains("«Nota»", await FailureAsync($"/clients?name={name}&parts.note={note}", "csv"), StringComparison.Ordinal);
    }

    private async Task<ExportedFile> ExportAsync(Browser browser, string list, string format)
    {
        var job = await ExportApp.PressAsync(browser, list, format);
        Assert.Equal("done", await EndAsync(job));
        return await ExportApp.DownloadAsync(browser, job);
    }

    private async Task<string?> FailureAsync(string list, string format)
    {
        var job = await ExportApp.PressAsync(app.Admin, list, format);
        Assert.Equal("failed", await EndAsync(job));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from clients.export where id = $1", job));
        return await app.Database.ValueAsync<string>("select failure from host.job where id = $1", job);
    }

    private async Task<string?> EndAsync(Guid job) => await Eventually.BecomesAsync(
        () => app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is "done" or "failed" or "cancelled");
}
