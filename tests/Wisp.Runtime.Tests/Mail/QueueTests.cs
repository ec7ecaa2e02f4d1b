using Npgsql;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>Many messages queued in one statement.</summary>
public sealed class QueueTests(MailWorld world) : IClassFixture<MailWorld>
{
    [Fact]
    public async Task Many_messages_are_queued_in_their_order_each_once_with_its_own_files_and_secrets()
    {
        await world.UseAsync(1);
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var ids = await QueueAsync(
            Note("ana") with { Once = "q-1", Files = [one, two], Name = "Ana" }, Note("beto") with { Once = "q-1" }, Note("caro") with { Culture = "en-GB", SubjectId = two }, Note("dora") with { Files = [two] });
        Assert.Equal([true, false, true, true], ids.Select(id => id is not null));
        Assert.Equal("ana@cliente.example Ana es-AR 2", await ReadAsync(ids[0]!.Value));
        Assert.Equal("caro@cliente.example en-GB 0", await ReadAsync(ids[2]!.Value));
        Assert.Equal("dora@cliente.example es-AR 1", await ReadAsync(ids[3]!.Value));
        Assert.Equal(two, await world.Database.ValueAsync<Guid>("select subject_id from host.mail where id = $1", ids[2]!.Value));
        Assert.Empty(await QueueAsync());
    }

    [Fact]
    public async Task Without_a_server_one_secret_keeps_all_of_them_from_being_queued()
    {
        await world.UseAsync(null);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => QueueAsync(Note("eva"), Note("flor") with { Secrets = new Dictionary<string, string> { ["link"] = "x" } }));
        Assert.Equal("WA010", refused.SqlState);
        Assert.Equal(0, await world.Database.ValueAsync<long>("select count(*) from host.mail where address in ('eva@cliente.example', 'flor@cliente.example')"));
    }

    private async Task<IReadOnlyList<Guid?>> QueueAsync(params MailRequest[] messages)
    {
        await using var transaction = await world.Runtime.Connections.BeginAsync("work", CancellationToken.None);
        var ids = await world.Runtime.Get<IMail>().QueueAllAsync(transaction.Connection, messages);
        await transaction.CommitAsync();
        return ids;
    }

    private static MailRequest Note(string name) => new("work.note", $"{name}@cliente.example", new { Subject = "Nota", Text = "Texto" }) { Culture = "es-AR" };

    private Task<string?> ReadAsync(Guid id) =>
        world.Database.ValueAsync<string>("select concat_ws(' ', address, name, culture, cardinality(files)) from host.mail where id = $1", id);
}
