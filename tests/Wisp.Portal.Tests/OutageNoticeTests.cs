using Xunit.Abstractions;

namespace Wisp.Portal.Tests;

/// <summary>A node that falls: all who hang on it are told, once each, whatever happens to the worker.</summary>
public sealed class OutageNoticeTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("rule", "NOTIF-01")]
    public Task Sixty_are_told_once_though_the_worker_is_killed() => KilledAsync(60, TimeSpan.FromMilliseconds(400));

    [DeepFact]
    [Trait("rule", "NOTIF-01")]
    public Task Five_thousand_are_told_once_though_the_worker_is_killed() => KilledAsync(5000, TimeSpan.FromMilliseconds(50));

    [DeepFact]
    [Trait("rule", "NOTIF-01")]
    public async Task Five_thousand_are_told_within_a_minute()
    {
        await using var fallen = await FallenNode.MakeAsync(5000, TimeSpan.FromMilliseconds(100));
        await using var worker = await fallen.WorkerAsync();
        var at = TimeProvider.System.GetUtcNow();
        await fallen.DeclareAsync();
        await Eventually.BecomesAsync(() => Task.FromResult(fallen.Push.Taken.Count), told => told == 5000, 120);
        var (first, last) = (fallen.Push.Taken.Min(letter => letter.At) - at, fallen.Push.Taken.Max(letter => letter.At) - at);
        output.WriteLine($"Of 5000 the first was told after {first.TotalSeconds:0.0} s, the last after {last.TotalSeconds:0.0} s.");
        Assert.True(last < TimeSpan.FromMinutes(1), $"The last was told {last} later.");
        Assert.Equal(5000, fallen.Push.Taken.Select(letter => letter.Path).Distinct().Count());
    }

    private async Task KilledAsync(int count, TimeSpan delay)
    {
        await using var fallen = await FallenNode.MakeAsync(count, delay);
        await using (var worker = await fallen.WorkerAsync())
        {
            await fallen.DeclareAsync();
            await Eventually.BecomesAsync(() => Task.FromResult(fallen.Push.Taken.Count), told => told > 0);
            await worker.KillAsync();
        }

        Assert.InRange(fallen.Push.Taken.Count, 1, count - 1);
        await using var other = await fallen.WorkerAsync();
        await Eventually.BecomesAsync(() => fallen.CountAsync("state in ('queued', 'sending')"), left => left == 0, 120);
        // Each was asked for once; of the lot in hand nobody knows, and nobody is told twice.
        Assert.Equal(count, await fallen.CountAsync("true"));
        var unknown = await fallen.CountAsync("state = 'unknown'");
        output.WriteLine($"Of {count}, {fallen.Push.Taken.Count} came to the push service, each once; of {unknown} nobody knows.");
        Assert.InRange(unknown, 1, 48);
        Assert.Equal(count - unknown, await fallen.CountAsync("state = 'sent'"));
        Assert.Equal(fallen.Push.Taken.Count, fallen.Push.Taken.Select(letter => letter.Path).Distinct().Count());
        Assert.InRange(fallen.Push.Taken.Count, count - unknown, count);
        Assert.Equal(count, await fallen.App.Database.ValueAsync<long>("select count(distinct client_id) from portal.notice where kind = 'portal.outage'"));

        await fallen.RestoreAsync();
        await Eventually.BecomesAsync(() => fallen.App.Database.ValueAsync<long>("select count(*) from portal.notice where kind = 'portal.outage-over'"), told => told == count, 60);
    }

    /// <summary>A node with many subscribers, each with a phone, on a site of its own.</summary>
    private sealed class FallenNode : IAsyncDisposable
    {
        private Browser _admin = null!;

        public WispApp App { get; private init; } = null!;

        public PushService Push { get; private init; } = null!;

        private Guid Node { get; set; }

        public static async Task<FallenNode> MakeAsync(int count, TimeSpan delay)
        {
            var push = await PushService.OpenAsync();
            push.Delay = delay;
            var fallen = new FallenNode { Push = push, App = await WispApp.StartAsync(("Wisp:PushHosts", push.Address)) };
            var (database, phone) = (fallen.App.Database, push.NewReceiver());
            fallen._admin = await fallen.App.SignInAsAdminAsync();
            fallen.Node = await database.ValueAsync<Guid>("insert into network.node (name, kind) values ('Cerro', 'tower') returning id");
            await database.RunAsync("insert into network.plan (name, down_kbps, up_kbps, price) values ('Hogar', 50000, 10000, 15000)");
            await database.RunAsync("insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1')");
            await database.RunAsync("insert into clients.client (name, country, status, created_at, updated_at) select 'Cliente ' || n, 'AR', 'active', now(), now() from generate_series(1, $1::int) n", count);
            // Two lines on the node are one notice; one that is cut, or hangs on another node, is none.
            await database.RunAsync(
                """
                insert into network.contract (client_id, plan_id, server_id, node_id, state, state_origin, state_changed_at, start_date, created_at)
                select c.id, (select id from network.plan), (select id from network.server), $1, 'enabled', 'operator', now(), '2026-01-10', now()
                from clients.client c cross join generate_series(1, 2) twice
                """, fallen.Node);
            await database.RunAsync(
                """
                with other as (insert into clients.client (name, country, status, created_at, updated_at) select 'Otro ' || n, 'AR', 'active', now(), now() from generate_series(1, 2) n returning id, name)
                insert into network.contract (client_id, plan_id, server_id, node_id, state, state_origin, state_changed_at, start_date, created_at)
                select id, (select id from network.plan), (select id from network.server), case name when 'Otro 1' then $1::uuid end, case name when 'Otro 1' then 'disabled' else 'enabled' end, 'operator', now(), '2026-01-10', now() from other
                """, fallen.Node);
            await database.RunAsync("insert into portal.access (id, security_stamp, made_at) select id, 'x', now() from clients.client");
            await database.RunAsync("insert into portal.device (client_id, name, platform, paired_at) select id, 'Chrome', 'android', now() from portal.access");
            await database.RunAsync("insert into portal.session (id, client_id, kind, made_at, last_seen_at, expires_at, device_id) select host.uuid7(), client_id, 'device', now(), now(), now() + interval '1 year', id from portal.device");
            await database.RunAsync("insert into portal.push_subscription (device_id, endpoint, p256dh, auth, culture, made_at) select id, $1 || id, $2, $3, 'es-AR', now() from portal.device", $"{push.Address}/push/of/", phone.P256dh, phone.Auth);
            return fallen;
        }

        public Task<WorkerProcess> WorkerAsync() => WorkerProcess.StartAsync(App.Database, ("Wisp__WaitFactor", "0.1"), ("Wisp__PushHosts", Push.Address));

        public async Task DeclareAsync() => await _admin.SubmitAsync(await _admin.GetAsync("/network/outages"), "form.form", ("Input.NodeId", $"{Node}"), ("Input.Reason", "Se cortó la luz"));

        public async Task RestoreAsync() => await _admin.SubmitAsync(await _admin.GetAsync("/network/outages"), "button[formaction*=Up]");

        public Task<long> CountAsync(string condition) => App.Database.ValueAsync<long>(
            $"select count(*) from portal.delivery d join portal.notice n on n.id = d.notice_id where n.kind = 'portal.outage' and {condition.Replace("state", "d.state", StringComparison.Ordinal)}");

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Push.DisposeAsync();
        }
    }
}
