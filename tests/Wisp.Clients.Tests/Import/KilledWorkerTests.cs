using Wisp.Testing;

namespace Wisp.Clients.Tests.Import;

[Trait("rule", "IMP-01")]
public sealed class KilledWorkerTests(Importer importer) : IClassFixture<Importer>
{
    private const int People = 30_000;

    [Fact]
    public async Task Every_row_and_its_audit_is_there_once_though_workers_die_in_the_middle()
    {
        await using var second = await WorkerProcess.StartAsync(importer.Database);
        var job = await importer.StartAsync(ImportRunTests.People(People, i => i % 2 == 0 ? $"caida.{i}@x.example" : ""));
        await SomeDoneAsync(job, 1);
        await second.KillAsync();
        await importer.KillWorkerAsync();
        var half = await importer.ClientsAsync();
        await importer.StartWorkerAsync();
        var outcome = await importer.OutcomeAsync(job, 300);

        Assert.InRange(half, 1, People - 1);
        Assert.Equal(("done", (long)People, 0L), (outcome.State, outcome.Created, outcome.Errors));
        Assert.Equal(People, await importer.ClientsAsync());
        Assert.Equal(People, await importer.AuditAsync());
        Assert.Equal(People / 2, await importer.Database.ValueAsync<long>("select count(*) from clients.import_origin"));
    }

    private Task SomeDoneAsync(Guid job, long rows) =>
        Eventually.BecomesAsync(() => importer.Database.ValueAsync<long>("select done from host.job_progress where job_id = $1", job), done => done >= rows);
}
