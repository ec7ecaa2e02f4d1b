using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>A mass update of many clients, to which something happens: each client is changed once and audited once.</summary>
public abstract class MortalBulk : IAsyncLifetime
{
    private static readonly int Clients = Places.Deep ? 100_000 : 30_000;

    protected static int Strikes { get; } = Places.Deep ? 10 : 2;

    private protected ClientsApp App { get; } = new();

    public Task InitializeAsync() => App.InitializeAsync();

    public Task DisposeAsync() => App.DisposeAsync();

    protected async Task<(Guid Bulk, Guid Zone)> PlannedAsync()
    {
        await App.Database.RunAsync(
            "insert into clients.client (name, country, created_at, updated_at) select 'Mortal ' || i, 'AR', now(), now() from generate_series(1, $1) i", Clients);
        var zone = await App.Database.ValueAsync<Guid>("insert into zones.zone (id, name) values (host.uuid7(), 'Zona mortal') returning id");
        await using var worker = await WorkerProcess.StartAsync(App.Database, ImportApp.Hasty);
        var pressed = await App.Admin.SubmitAsync(
            await App.Admin.GetAsync("/clients?adv=bulk"), "form#bulk", ("scope", "all"), ("apply", "clients.zone"), ("value:clients.zone", $"{zone}"));
        var bulk = Guid.Parse(pressed.Location!.Split('/')[^1]);
        await Eventually.BecomesAsync(() => App.Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", bulk), state => state == "planned", 120);
        return (bulk, zone);
    }

    protected async Task<Guid> BeginAsync(Guid bulk)
    {
        await App.Admin.SubmitAsync(await App.Admin.GetAsync($"/clients/bulk/{bulk}"), "form.card", ("typed", $"{Clients}"));
        return await App.Database.ValueAsync<Guid>("select run_job from clients.bulk_update where id = $1", bulk);
    }

    protected async Task OnceAsync(Guid bulk, Guid run, Guid zone)
    {
        Assert.Equal(Clients, await App.Database.ValueAsync<long>("select count(*) from clients.client where zone_id = $1", zone));
        Assert.Equal(
            $"{Clients} {Clients}",
            await App.Database.ValueAsync<string>(
                """
                select count(*) || ' ' || count(distinct entity_id) from host.audit
                where table_name = 'client' and action = 'U' and batch_id = (select batch_id from host.job where id = $1)
                """, run));
        Assert.Equal(Clients, await App.Database.ValueAsync<long>("select count(*) from clients.bulk_client where bulk_id = $1 and outcome = 'changed'", bulk));
        Assert.Equal(Clients, await App.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", run));
    }

    protected async Task<bool> DoneAsync(Guid bulk) => await App.Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", bulk) == "done";

    protected async Task<bool> StateIsAsync(Guid job, string state) => await App.Database.ValueAsync<string>("select state from host.job where id = $1", job) == state;
}
