namespace Wisp.Runtime.Tests.Mail;

/// <summary>The worker dies, or loses its database, while it sends: no message leaves twice, and what nobody can know is called unknown.</summary>
public sealed class KilledSenderTests(MailWorld world) : MortalSender(world), IClassFixture<MailWorld>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_message_is_sent_twice_however_often_workers_are_killed(int count)
    {
        await QueueAsync($"muerte{count}");

        var killed = await MortalWorkers.RunAsync(World.Database, count, Strikes, 200, SendsAsync, EndedAsync, MailWorld.Hasty);

        await OnceAsync(killed);
    }

    [Fact]
    public async Task No_message_is_sent_twice_when_the_database_goes_away_in_the_middle()
    {
        await QueueAsync("corte");
        await using var worker = await World.WorkAsync();
        long ended = 0;

        var cuts = await MortalWorkers.StrikeAsync(Strikes, 100, SendsAsync, EndedAsync, async _ => ended += await LostServer.CutAsync(World.Database));

        Assert.True(ended > 0, "No connection was cut.");
        Assert.False(worker.HasExited, worker.Output);
        await AnsweredAsync();
        await OnceAsync(cuts);
    }
}
