namespace Wisp.Runtime.Tests.Mail;

/// <summary>A mailing to which something happens: no message leaves twice, and what nobody can know is called unknown.</summary>
public abstract class MortalSender(MailWorld world) : IAsyncDisposable
{
    // The server takes one in 5 ms, over each of three connections: in the tenth of a second that a worker may have in hand, sixty.
    private const int InHand = 60;

    private readonly PostOffice _office = PostOffice.Open();
    private string _name = "";
    private int _total;

    protected static int Strikes { get; } = Places.Deep ? 10 : 2;

    protected MailWorld World => world;

    /// <summary>Queues what the workers have to send.</summary>
    protected async Task QueueAsync(string name)
    {
        _office.Thinks = _ => TimeSpan.FromMilliseconds(5);
        (_name, _total) = (name, Strikes * 400);
        await world.UseAsync(_office.Port);
        await world.QueueManyAsync(name, _total);
    }

    /// <summary>Whether messages are leaving.</summary>
    protected async Task<bool> SendsAsync()
    {
        var before = _office.Taken.Count;
        await Task.Delay(50);
        return _office.Taken.Count > before;
    }

    protected async Task<bool> EndedAsync() =>
        await world.Database.ValueAsync<long>("select count(*) from host.mail where address like $1 and state in ('queued', 'sending')", _name + "-%") == 0;

    /// <summary>
    /// A worker that lives knows the server's answers and tells them once it can. (A claim that was made and not confirmed is unknown even
    /// so; but none of those was taken.)
    /// </summary>
    protected Task AnsweredAsync() => Eventually.BecomesAsync(
        async () => (await ReadAsync("unknown")).Intersect(Taken(), StringComparer.Ordinal).Count(), taken => taken == 0);

    protected async Task OnceAsync(int strikes)
    {
        Assert.True(strikes > 0, "It was over before anything happened.");
        var taken = Taken();
        Assert.Equal(taken.Count, taken.Distinct(StringComparer.Ordinal).Count());
        var handed = await ReadAsync("handed_over");
        var unknown = await ReadAsync("unknown");
        Assert.Equal(_total, handed.Count + unknown.Count);
        Assert.InRange(unknown.Count, 0, InHand * strikes);
        // What is said to be handed over was taken, and the others may have been.
        Assert.Empty(handed.Except(taken, StringComparer.Ordinal));
        Assert.Empty(taken.Except(handed.Concat(unknown), StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _office.DisposeAsync();
    }

    private List<string> Taken() =>
        [.. _office.Taken.Select(mail => mail.Headers["X-Envelope-To"]!.Split('@')[0]).Where(to => to.StartsWith(_name + "-", StringComparison.Ordinal))];

    private async Task<List<string>> ReadAsync(string state)
    {
        await using var connection = await world.Database.OpenAsync();
        return await connection.Sql(
            "select split_part(address, '@', 1) from host.mail where address like $1 and state = $2", _name + "-%", state).ListAsync(row => row.GetString(0));
    }
}
