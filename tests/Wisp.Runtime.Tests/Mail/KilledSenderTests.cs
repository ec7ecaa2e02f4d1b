using Wisp.Runtime.Tests.Jobs;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>The worker dies, or loses its database, while it sends: no message leaves twice, and what nobody can know is called unknown.</summary>
public sealed class KilledSenderTests(MailWorld world) : IClassFixture<MailWorld>
{
    // The server takes one in 5 ms: in the tenth of a second that a worker may have in hand, twenty.
    private const int InHand = 20;

    private static int Kills => Places.Deep ? 10 : 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_message_is_sent_twice_however_often_workers_are_killed(int count)
    {
        await using var office = PostOffice.Open();
        office.Thinks = _ => TimeSpan.FromMilliseconds(5);
        await world.UseAsync(office.Port);
        var name = $"muerte{count}";
        var total = Kills * 150;
        await world.QueueManyAsync(name, total);
        var workers = new List<WorkerProcess>();
        for (var i = 0; i < count; i++) workers.Add(await world.WorkAsync());
        for (var kill = 0; kill < Kills; kill++)
        {
            var sent = office.Taken.Count;
            await Eventually.BecomesAsync(() => Task.FromResult(office.Taken.Count), now => now > sent + 5);
            await Task.Delay(Random.Shared.Next(5, 200));
            await workers[kill % count].KillAsync();
            workers[kill % count] = await world.WorkAsync();
        }

        await EndAsync(name);
        foreach (var worker in workers) await worker.DisposeAsync();
        await OnceAsync(office, name, total, InHand * Kills);
    }

    [Fact]
    public async Task No_message_is_sent_twice_when_the_database_goes_away_in_the_middle()
    {
        await using var office = PostOffice.Open();
        office.Thinks = _ => TimeSpan.FromMilliseconds(5);
        await world.UseAsync(office.Port);
        var total = Kills * 150;
        await world.QueueManyAsync("corte", total);
        await using var worker = await world.WorkAsync();
        for (var cut = 0; cut < Kills; cut++)
        {
            var sent = office.Taken.Count;
            await Eventually.BecomesAsync(() => Task.FromResult(office.Taken.Count), now => now > sent + 5);
            await Task.Delay(Random.Shared.Next(5, 100));
            await world.Database.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'wisp_app'");
        }

        await EndAsync("corte");
        Assert.False(worker.HasExited, worker.Output);
        // The worker lives and knows the answers: it tells them when the database is back.
        await OnceAsync(office, "corte", total, InHand * Kills);
    }

    private Task EndAsync(string name) =>
        Eventually.BecomesAsync(
            () => world.Database.ValueAsync<long>("select count(*) from host.mail where address like $1 and state in ('queued', 'sending')", name + "-%"), left => left == 0, 120);

    private async Task OnceAsync(PostOffice office, string name, int total, int mostUnknown)
    {
        var taken = office.Taken.Select(mail => mail.Headers["X-Envelope-To"]!).Where(to => to.StartsWith(name, StringComparison.Ordinal)).ToList();
        Assert.Equal(taken.Count, taken.Distinct(StringComparer.Ordinal).Count());
        var handed = await world.CountAsync("handed_over", name + "-%");
        var unknown = await world.CountAsync("unknown", name + "-%");
        Assert.Equal(total, handed + unknown);
        Assert.InRange(unknown, 0, mostUnknown);
        // What is said to be handed over was taken, and the others may have been.
        Assert.InRange(taken.Count, handed, total);
    }
}
