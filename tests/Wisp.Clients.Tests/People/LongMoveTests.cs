using Wisp.Clients.Tests.Bulk;

namespace Wisp.Clients.Tests.People;

/// <summary>Who is archived with more than a thousand clients: the worker moves them.</summary>
[Trait("rule", "FORM-22")]
[Trait("rule", "FORM-23")]
public sealed class LongMoveTests(BulkApp app) : IClassFixture<BulkApp>
{
    [Theory]
    [InlineData("sellers", "seller_id", 1001, true)]
    [InlineData("collectors", "collector_id", 5001, false)]
    public async Task The_worker_moves_them_once_each_in_one_batch(string kind, string column, int count, bool toHeir)
    {
        var (id, heir) = (await app.CreatedPersonAsync(kind, ClientsApp.Unique("Saliente")), await app.CreatedPersonAsync(kind, ClientsApp.Unique("Heredero")));
        await CrowdAsync(column, id, count);

        var pressed = await app.ArchivePersonAsync(kind, id, toHeir ? $"{heir}" : "none");

        Assert.StartsWith("/jobs/", pressed.Location, StringComparison.Ordinal);
        Assert.True(await app.PersonAsync<bool>(kind, id, "archived"));
        var job = await EndedAsync(pressed);
        Assert.Equal($"done|{count}|Clientes reasignados: {count:N0}.".Replace(',', '.'), await OutcomeAsync(job));
        Assert.Equal(0, await HeldAsync(column, id));
        Assert.Equal(toHeir ? count : 0, await HeldAsync(column, heir));
        Assert.Equal(count, await app.Database.ValueAsync<long>(
            "select count(distinct a.entity_id) from host.audit a join host.job j on j.batch_id = a.batch_id where j.id = $1 and a.table_name = 'client' and a.channel = 'clients.people-move'", job));
    }

    [Fact]
    public async Task A_thousand_are_moved_at_once()
    {
        var (id, heir) = (await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Saliente")), await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Heredero")));
        await CrowdAsync("seller_id", id, 1000);

        Assert.Equal("/clients/sellers", (await app.ArchivePersonAsync("sellers", id, $"{heir}")).Location);

        Assert.Equal(1000, await HeldAsync("seller_id", heir));
    }

    [Theory]
    [InlineData("update clients.seller set archived = false where id = $1")]
    [InlineData("update clients.seller set archived = true where id = $2")]
    public async Task It_stops_when_the_one_comes_back_or_the_other_goes(string meanwhile)
    {
        var (id, heir) = (await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Saliente")), await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Heredero")));
        await CrowdAsync("seller_id", id, 1001);
        Page pressed;
        await using (await app.Worker!.FrozenAsync())
        {
            pressed = await app.ArchivePersonAsync("sellers", id, $"{heir}");
            await app.Database.RunAsync(meanwhile + " and $1 <> $2", id, heir);
        }

        Assert.Equal(
            "failed|0|Alguien reactivó a quien se archivó, o archivó a quien iba a recibir los clientes. Clientes reasignados: 0; los demás quedaron como estaban.",
            await OutcomeAsync(await EndedAsync(pressed)));
        Assert.Equal(1001, await HeldAsync("seller_id", id));
    }

    private Task<int> CrowdAsync(string column, Guid person, int count) => app.Database.RunAsync(
        $"insert into clients.client (name, country, {column}, created_at, updated_at) select 'Muchos ' || i, 'AR', $1, now(), now() from generate_series(1, $2) i", person, count);

    private Task<long> HeldAsync(string column, Guid person) => app.Database.ValueAsync<long>($"select count(*) from clients.client where {column} = $1", person);

    private async Task<Guid> EndedAsync(Page pressed)
    {
        var job = Guid.Parse(pressed.Location!["/jobs/".Length..]);
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is "done" or "failed");
        return job;
    }

    private Task<string?> OutcomeAsync(Guid job) =>
        app.Database.ValueAsync<string>("select concat_ws('|', state, coalesce(done, 0), coalesce(failure, message)) from host.job_v1 where id = $1", job);
}
