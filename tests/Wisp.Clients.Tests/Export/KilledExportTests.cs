using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Export;

/// <summary>The worker dies in the middle of an export: there is one file with every client once, and one mail about it.</summary>
[Trait("rule", "EXP-10")]
public sealed class KilledExportTests : IAsyncLifetime
{
    private static readonly int Clients = Places.Deep ? 300_000 : 60_000;
    private readonly ClientsApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task There_is_one_file_with_each_client_once_and_one_mail(int workers)
    {
        await _app.Database.RunAsync(
            "insert into clients.client (name, country, created_at, updated_at) select 'Mortal ' || i, 'AR', now(), now() from generate_series(1, $1) i", Clients);
        var job = await ExportApp.PressAsync(_app.Admin, "/clients", scope: "all");

        var killed = await MortalWorkers.RunAsync(
            _app.Database, workers, Places.Deep ? 10 : 2, 300, () => IsAsync(job, "running"), () => IsAsync(job, "done"), ImportApp.Hasty);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        var names = (await ExportApp.DownloadAsync(_app.Admin, job)).Records().Skip(1).Select(record => record[1]).ToList();
        Assert.Equal(Clients, names.Count);
        Assert.Equal(Clients, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1L, await _app.Database.ValueAsync<long>("select count(*) from clients.export where id = $1", job));
        Assert.Equal(1L, await _app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'clients.export'"));
        Assert.Equal(1L, await _app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'export'"));
    }

    private async Task<bool> IsAsync(Guid job, string state) => await _app.Database.ValueAsync<string>("select state from host.job where id = $1", job) == state;
}
