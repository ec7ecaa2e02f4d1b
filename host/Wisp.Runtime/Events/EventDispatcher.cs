using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Events;

/// <summary>Fans events out to their subscribers' deliveries and drains those, woken by a notification and by the clock.</summary>
internal sealed class EventDispatcher(IModuleConnections connections, EventRegistry registry, EventDelivery delivery, WispOptions options, ILogger<EventDispatcher> log)
    : BackgroundService
{
    private readonly TimeSpan _sweep = options.Wait(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a while; the loop tries again.
                log.LogWarning("Events cannot be delivered: {Reason}", e.GetBaseException().Message);
                await Task.Delay(_sweep, stoppingToken);
            }
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var connection = await connections.Source(HostModule.Id).OpenConnectionAsync(stoppingToken);
        await RememberSubscribersAsync(connection, stoppingToken);
        await connection.Sql("listen wisp_event").RunAsync(stoppingToken);
        while (true)
        {
            await FanOutAsync(connection, stoppingToken);
            while (await delivery.DeliverNextAsync(stoppingToken)) stoppingToken.ThrowIfCancellationRequested();
            await connection.WaitAsync(_sweep, stoppingToken);
        }
    }

    private Task RememberSubscribersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var all = registry.Subscriptions.Values.ToArray();
        return connection.Sql(
            """
            insert into host.event_subscriber (subscriber, event, module_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict (subscriber) do update set event = excluded.event, module_id = excluded.module_id
            """,
            all.Select(s => s.Subscription.Subscriber).ToArray(), all.Select(s => s.Subscription.Event).ToArray(), all.Select(s => s.ModuleId).ToArray())
            .RunAsync(cancellationToken);
    }

    private static Task FanOutAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Sql(
            """
            with fresh as (
              update host.event set fanned_out = true
              where id in (select id from host.event where not fanned_out order by id limit 10000 for update skip locked)
              returning id, name)
            insert into host.event_delivery (event_id, subscriber)
            select f.id, s.subscriber from fresh f join host.event_subscriber s on s.event = f.name
            on conflict do nothing
            """).RunAsync(cancellationToken);
}
