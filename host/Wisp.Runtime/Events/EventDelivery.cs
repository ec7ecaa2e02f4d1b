using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Events;

/// <summary>Delivers one event to one subscriber: handling it and ticking off its delivery commit together, so it is done once in effect.</summary>
internal sealed class EventDelivery(
    IServiceScopeFactory scopes, IModuleConnections connections, IActorAccessor actors, EventRegistry registry, WispOptions options,
    ILogger<EventDelivery> log)
{
    private const int MostAttempts = 8;

    /// <summary>Takes the next waiting delivery of a running module.</summary>
    /// <returns><c>false</c> when there is none.</returns>
    public async Task<bool> DeliverNextAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connections.BeginAsync(HostModule.Id, cancellationToken);
        var next = await TakeAsync(transaction.Connection, cancellationToken);
        if (next is null) return false;
        var (eventId, subscriber, payload) = next.Value;
        var (moduleId, subscription) = registry.Subscriptions[subscriber];
        using var acting = actors.Begin(new Actor(null, subscriber, "event"));
        try
        {
            await ActorStamp.WriteAsync(transaction.Connection, actors.Current, cancellationToken);
            await HandleAsync(moduleId, subscription, payload, transaction, cancellationToken);
            await transaction.Connection.Sql(
                "update host.event_delivery set state = 'done', done_at = now(), error = null where event_id = $1 and subscriber = $2", eventId, subscriber)
                .RunAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A module's handler may throw anything: it is put off, and parked where an admin sees it when it goes on failing.
            log.LogError(e, "Event {Event} failed for {Subscriber}", eventId, subscriber);
            await transaction.DisposeAsync();
            await PutOffAsync(eventId, subscriber, e.GetBaseException().Message.Storable(), cancellationToken);
        }

        return true;
    }

    private async Task<(long Event, string Subscriber, string Payload)?> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.Sql(
            """
            select d.event_id, d.subscriber, e.payload::text
            from host.event_delivery d join host.event e on e.id = d.event_id
            where d.state = 'waiting' and d.next_at <= now() and d.subscriber = any ($1)
            order by d.next_at, d.event_id limit 1
            for update of d skip locked
            """, registry.Subscriptions.Keys.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text))
            .ListAsync(row => (row.GetInt64(0), row.GetString(1), row.GetString(2)), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    private async Task HandleAsync(
        string moduleId, EventSubscription subscription, string payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService(subscription.Handler);
        var message = JsonSerializer.Deserialize(payload, subscription.Payload, JsonSerializerOptions.Web)!;
        await using var part = await transaction.EnterAsync(moduleId, cancellationToken);
        var handle = typeof(IEventHandler<>).MakeGenericType(subscription.Payload).GetMethod(nameof(IEventHandler<object>.HandleAsync))!;
        await (Task)handle.Invoke(handler, [message, transaction, cancellationToken])!;
    }

    private Task PutOffAsync(long eventId, string subscriber, string error, CancellationToken cancellationToken) =>
        connections.Source(HostModule.Id).Sql(
            """
            update host.event_delivery set
              attempts = attempts + 1, error = $3,
              state = case when attempts + 1 >= $4 then 'parked' else state end,
              parked_at = case when attempts + 1 >= $4 then now() end,
              next_at = now() + $5::interval * power(3, attempts)
            where event_id = $1 and subscriber = $2 and state = 'waiting'
            """, eventId, subscriber, error, MostAttempts, options.Wait(2)).RunAsync(cancellationToken);
}
