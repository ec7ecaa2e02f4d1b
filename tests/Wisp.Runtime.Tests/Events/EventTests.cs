using Wisp.Runtime.Events;
using Wisp.Runtime.Tests.Audit;
using Wisp.Runtime.Tests.Jobs;

namespace Wisp.Runtime.Tests.Events;

public sealed class EventTests(RestlessWorker work) : IClassFixture<RestlessWorker>
{
    private static int _last;
    private readonly int _no = Interlocked.Increment(ref _last);

    [Fact]
    public async Task Each_subscriber_hears_an_event_once()
    {
        await PublishAsync(new Rang(_no));

        await UntilHeardAsync(_no, "first", "second");
        await DeliveriesAsync("first done 0, second done 0", _no);
    }

    [Fact]
    public async Task What_a_subscriber_does_is_audited_under_its_name()
    {
        await PublishAsync(new Rang(_no));
        await UntilHeardAsync(_no, "first", "second");

        var lines = (await work.Database.AuditAsync("work.effect")).Where(l => l.New.Contains($"step={_no},", StringComparison.Ordinal) || l.New.EndsWith($"step={_no}", StringComparison.Ordinal));
        Assert.Equal(["work.first event", "work.second event"], lines.Select(l => $"{l.Actor} {l.Channel}").Order());
    }

    [Fact]
    public async Task An_event_that_was_rolled_back_never_happened()
    {
        await PublishAsync(new Rang(_no), commit: false);
        await PublishAsync(new Rang(_no + 1000));

        await UntilHeardAsync(_no + 1000, "first", "second");
        Assert.Equal("", await HeardAsync(_no));
    }

    [Fact]
    public async Task A_subscriber_that_keeps_failing_is_parked_and_nobody_waits_for_it()
    {
        await PublishAsync(new Rang(_no, "throws"));
        await PublishAsync(new Rang(_no + 1000, "times-out"));
        await PublishAsync(new Rang(_no + 2000));

        await UntilHeardAsync(_no + 2000, "first", "second");
        await DeliveriesAsync("first done 0, second parked 8", _no);
        await DeliveriesAsync("first done 0, second parked 8", _no + 1000);
        // What it had written before it failed is gone: handling and ticking off are one transaction.
        Assert.Equal(("first", "first"), (await HeardAsync(_no), await HeardAsync(_no + 1000)));
        Assert.Equal("deaf, too slow", await work.Database.ValueAsync<string>(
            "select string_agg(error, ', ' order by event_id) from host.event_delivery where state = 'parked'"));
        Assert.False(work.Worker.HasExited, work.Worker.Output);
    }

    [Fact]
    public async Task What_was_parked_is_delivered_when_it_is_tried_again_after_the_cause_is_gone()
    {
        await PublishAsync(new Rang(_no, "throws"));
        await DeliveriesAsync("first done 0, second parked 8", _no);
        var parkedEvents = work.Runtime.Get<ParkedEvents>();
        var id = await work.Database.ValueAsync<long>("select id from host.event where payload->>'no' = $1", $"{_no}");
        var parked = (await parkedEvents.ListAsync(1000, CancellationToken.None)).Single(p => p.EventId == id);
        Assert.Equal(("work.rang", "work.second", 8, "deaf"), (parked.Event, parked.Subscriber, parked.Attempts, parked.Error));
        Assert.InRange(parked.ParkedAt, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow().AddMinutes(1));
        await work.Database.RunAsync("update host.event set payload = payload - 'deaf' where id = $1", id);

        Assert.Equal(1, await parkedEvents.RetryAsync(id, parked.Subscriber, CancellationToken.None));

        await UntilHeardAsync(_no, "first", "second");
        await DeliveriesAsync("first done 0, second done 0", _no);
        Assert.Equal(0, await parkedEvents.RetryAsync(id, parked.Subscriber, CancellationToken.None));
    }

    [Fact]
    public async Task The_deliveries_of_a_module_that_is_down_wait_for_it()
    {
        await work.Database.RunAsync("insert into host.event_subscriber (subscriber, event, module_id) values ('gone.ear', 'work.rang', 'gone')");
        await PublishAsync(new Rang(_no));

        await UntilHeardAsync(_no, "first", "second");
        await DeliveriesAsync("first done 0, gone.ear waiting 0, second done 0", _no);
        await work.Database.RunAsync("delete from host.event_subscriber where subscriber = 'gone.ear'");
    }

    private async Task PublishAsync(Rang rang, bool commit = true)
    {
        await using var transaction = await work.Runtime.Connections.BeginAsync("clients", CancellationToken.None);
        await work.Runtime.Get<IEvents>().PublishAsync(transaction.Connection, rang);
        if (commit) await transaction.CommitAsync();
    }

    private async Task<string> HeardAsync(int no) => (await work.Database.ValueAsync<string>(
        "select coalesce(string_agg(note, ' ' order by note), '') from work.effect where step = $1", no))!;

    private Task UntilHeardAsync(int no, params string[] ears) =>
        Eventually.BecomesAsync(() => HeardAsync(no), heard => heard == string.Join(' ', ears), 30);

    private Task DeliveriesAsync(string wanted, int no) => Eventually.BecomesAsync(
        () => work.Database.ValueAsync<string>(
            """
            select string_agg(replace(d.subscriber, 'work.', '') || ' ' || d.state || ' ' || d.attempts, ', ' order by replace(d.subscriber, 'work.', ''))
            from host.event_delivery d join host.event e on e.id = d.event_id where e.payload->>'no' = $1::text
            """, $"{no}"),
        now => now == wanted, 60);
}
