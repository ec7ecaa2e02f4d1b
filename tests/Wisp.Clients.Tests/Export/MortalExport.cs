namespace Wisp.Clients.Tests.Export;

/// <summary>An export of many clients, to which something happens: there is one file with every client once, and one mail about it.</summary>
public abstract class MortalExport : IAsyncLifetime
{
    private static readonly int Clients = Places.Deep ? 300_000 : 60_000;

    protected static int Strikes { get; } = Places.Deep ? 10 : 2;

    private protected ClientsApp App { get; } = new();

    public Task InitializeAsync() => App.InitializeAsync();

    public Task DisposeAsync() => App.DisposeAsync();

    protected async Task<Guid> PressAsync()
    {
        await App.Database.RunAsync(
            "insert into clients.client (name, country, created_at, updated_at) select 'Mortal ' || i, 'AR', now(), now() from generate_series(1, $1) i", Clients);
        return await ExportApp.PressAsync(App.Admin, "/clients", scope: "all");
    }

    protected async Task<bool> IsAsync(Guid job, string state) => await App.Database.ValueAsync<string>("select state from host.job where id = $1", job) == state;

    protected async Task OnceAsync(Guid job)
    {
        var names = (await ExportApp.DownloadAsync(App.Admin, job)).Records().Skip(1).Select(record => record[1]).ToList();
        Assert.Equal(Clients, names.Count);
        Assert.Equal(Clients, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1L, await App.Database.ValueAsync<long>("select count(*) from clients.export where id = $1", job));
        Assert.Equal(1L, await App.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'clients.export'"));
        Assert.Equal(1L, await App.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'export'"));
    }
}
