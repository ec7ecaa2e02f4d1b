namespace Wisp.Runtime.Tests.Mail;

/// <summary>PostgreSQL as a whole dies and comes back, again and again, while mail is sent.</summary>
[Collection(Alone.Name)]
public sealed class RestartedSenderTests(MailWorld world) : MortalSender(world), IClassFixture<MailWorld>
{
    [DeepFact]
    public async Task No_message_is_sent_twice()
    {
        await QueueAsync("apagado");
        await using var worker = await World.WorkAsync();

        var restarts = await MortalWorkers.StrikeAsync(Strikes, 100, SendsAsync, EndedAsync, _ => LostServer.RestartAsync());

        Assert.False(worker.HasExited, worker.Output);
        // Answers that the server was told and forgot, for it does not wait for its disk, are unknown.
        await OnceAsync(restarts);
    }
}
