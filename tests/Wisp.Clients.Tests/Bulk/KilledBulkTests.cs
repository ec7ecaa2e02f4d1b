using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>The worker dies in the middle of a mass update, or loses its database: each client is changed once and audited once.</summary>
[Trait("rule", "BULK-10")]
[Trait("case", "F02")]
public sealed class KilledBulkTests : IAsyncLifetime
{
    private static readonly int Clients = Places.Deep ? 100_000 : 30_000;
    private static readonly int Kills = Places.Deep ? 10 : 2;
    private readonly ClientsApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_client_is_changed_once_and_audited_once(int workers)
    {
        var (bulk, zone) = await PlannedAsync();
        var run = await BeginAsync(bulk);

        var killed = await MortalWorkers.RunAsync(
            _app.Database, workers, Kills, 400, () => StateIsAsync(run, "running"), () => DoneAsync(bulk), ImportApp.Hasty);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        await OnceAsync(bulk, run, zone);
    }

    [Fact]
    public async Task A_database_that_goes_away_in_the_middle_changes_nothing_of_that()
    {
        var (bulk, zone) = await PlannedAsync();
        await using var worker = await WorkerProcess.StartAsync(_app.Database, ImportApp.Hasty);
        var run = await BeginAsync(bulk);
        for (var cut = 0; cut < Kills && !await DoneAsync(bulk); cut++)
        {
            await Eventually.BecomesAsync(async () => await StateIsAsync(run, "running") || await DoneAsync(bulk), seen => seen);
            await Task.Delay(Random.Shared.Next(0, 300));
            await _app.Database.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'wisp_app' and pid <> pg_backend_pid()");
        }

        await Eventually.BecomesAsync(
            () => _app.Database.ValueAsync<string>(
                """
                select concat_ws(' ', b.state, j.state, j.attempts, j.not_before - now(), now() - j.handed_at, host.job_is_free(j.id), j.failure)
                from clients.bulk_update b join host.job j on j.id = b.run_job where b.id = $1
                """, bulk),
            state => state!.StartsWith("done", StringComparison.Ordinal), 90);
        Assert.False(worker.HasExited, worker.Output);
        await OnceAsync(bulk, run, zone);
    }

    private async Task<(Guid Bulk, Guid Zone)> PlannedAsync()
    {
        await _app.Database.RunAsync(
            "insert into clients.client (name, country, created_at, updated_at) select 'Mortal ' || i, 'AR', now(), now() from generate_series(1, $1) i", Clients);
        var zone = await _app.Database.ValueAsync<Guid>("insert into zones.zone (id, name) values (host.uuid7(), 'Zona mortal') returning id");
        await using var worker = await WorkerProcess.StartAsync(_app.Database, ImportApp.Hasty);
        var pressed = await _app.Admin.SubmitAsync(
            await _app.Admin.GetAsync("/clients?adv=bulk"), "form#bulk", ("scope", "all"), ("apply", "clients.zone"), ("value:clients.zone", $"{zone}"));
        var bulk = Guid.Parse(pressed.Location!.Split('/')[^1]);
        await Eventually.BecomesAsync(() => _app.Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", bulk), state => state == "planned", 120);
        return (bulk, zone);
    }

    private async Task<Guid> BeginAsync(Guid bulk)
    {
        await _app.Admin.SubmitAsync(await _app.Admin.GetAsync($"/clients/bulk/{bulk}"), "form.card", ("typed", $"{Clients}"));
        return await _app.Database.ValueAsync<Guid>("select run_job from clients.bulk_update where id = $1", bulk);
    }

    private async Task OnceAsync(Guid bulk, Guid run, Guid zone)
    {
        Assert.Equal(Clients, await _app.Database.ValueAsync<long>("select count(*) from clients.client where zone_id = $1", zone));
        Assert.Equal(
            $"{Clients} {Clients}",
            await _app.Database.ValueAsync<string>(
                """
                select count(*) || ' ' || count(distinct entity_id) from host.audit
                where table_name = 'client' and action = 'U' and batch_id = (select batch_id from host.job where id = $1)
                """, run));
        Assert.Equal(Clients, await _app.Database.ValueAsync<long>("select count(*) from clients.bulk_client where bulk_id = $1 and outcome = 'changed'", bulk));
        Assert.Equal(Clients, await _app.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", run));
    }

    private async Task<bool> DoneAsync(Guid bulk) => await _app.Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", bulk) == "done";

    private async Task<bool> StateIsAsync(Guid job, string state) => await _app.Database.ValueAsync<string>("select state from host.job where id = $1", job) == state;
}
