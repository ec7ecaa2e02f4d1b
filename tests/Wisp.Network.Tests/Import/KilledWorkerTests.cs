using System.Text;

namespace Wisp.Network.Tests.Import;

/// <summary>The worker dies as in a power cut, in the middle of an import, again and again.</summary>
[Trait("rule", "IMP-01")]
public sealed class KilledWorkerTests : IAsyncLifetime
{
    private const int Rows = 16_000;
    private readonly NetworkApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_contract_is_there_once_and_the_job_ends_by_itself()
    {
        await _app.Database.RunAsync("insert into clients.client (name, custom_id, country, created_at, updated_at) select 'Persona ' || i, 'k' || i, 'AR', now(), now() from generate_series(1, $1) i", Rows);
        var text = new StringBuilder("ID cliente;Plan;Servidor;Comienza;IP\n");
        // Half of the rows have nothing but their line; one in a hundred is bad; the last repeats the first.
        for (var i = 1; i <= Rows; i++)
            text.Append(i % 100 == 0 ? $"k{i};Ninguno;Central;2026-01-01;\n" : i % 2 == 0 ? $"k{i};Hogar;Central;2026-01-01;\n" : $"k{i};Hogar;Central;2026-01-01;10.{i / 60_000}.{i / 250}.{i % 250}\n");
        text.Append("k100;Hogar;Central;2026-01-01;10.0.0.1\n");
        var preview = await ImportApp.UploadAsync(_app.Admin, Encoding.UTF8.GetBytes(text.ToString()));
        var job = await ImportApp.StartAsync(_app.Admin, preview);

        var killed = await MortalWorkers.RunAsync(
            _app.Database, 1, 2, 700, async () => await _app.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", job) > 0,
            async () => await _app.Database.ValueAsync<string>("select state from host.job where id = $1", job) is not ("queued" or "running"), ("Wisp__WaitFactor", "0.1"), NetworkApp.ModulesSetting);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        Assert.Equal("done", await _app.Database.ValueAsync<string>("select state from host.job where id = $1", job));
        Assert.Equal(Rows - 160, await _app.Database.ValueAsync<long>("select count(*) from network.contract"));
        Assert.Equal(Rows - 160, await _app.Database.ValueAsync<long>("select count(distinct client_id) from network.contract"));
        Assert.Equal(161, await _app.Database.ValueAsync<long>("select count(distinct line) from host.job_error where job_id = $1", job));
        Assert.Equal("Ya está en la línea 2 de este archivo.", await _app.Database.ValueAsync<string>("select rule from host.job_error where job_id = $1 and line = $2", job, Rows + 2));
    }
}
