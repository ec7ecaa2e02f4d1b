using NpgsqlTypes;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Events;

/// <summary>A delivery that failed so often that it is not tried any more.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Event">Its stable name.</param>
/// <param name="Subject">The first id that it carries, with its name: <c>clientId 0199…</c>; or <c>null</c>.</param>
/// <param name="Subscriber">Whose handling fails.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What the last try said, or <c>null</c>.</param>
/// <param name="ParkedAt">Since when it is not tried any more.</param>
public sealed record ParkedEvent(
    long EventId, string Event, string? Subject, string Subscriber, int Attempts, string? Error, DateTimeOffset ParkedAt);

/// <summary>Deliveries that wait for a person.</summary>
/// <param name="database">The host's database.</param>
public sealed class ParkedEvents(IDatabase<HostDb> database)
{
    /// <summary>Reads the oldest ones.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The deliveries, the longest parked first.</returns>
    public Task<List<ParkedEvent>> ListAsync(int most, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            select e.id, e.name, s.subject, d.subscriber, d.attempts, d.error, d.parked_at
            from host.event_delivery d
            join host.event e on e.id = d.event_id
            left join lateral (
                select field.key || ' ' || field.value as subject
                from jsonb_each_text(case jsonb_typeof(e.payload) when 'object' then e.payload end) field
                where field.key ~ '(^i|I)d$'
                order by field.key
                limit 1) s on true
            where d.state = 'parked'
            order by d.parked_at, e.id, d.subscriber
            limit $1
            """, most)
        .ListAsync(
            row => new ParkedEvent(
                row.GetInt64(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetInt32(4), row.Text(5), row.GetFieldValue<DateTimeOffset>(6)),
            cancellationToken);

    /// <summary>Counts them all.</summary>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>How many deliveries are parked.</returns>
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        database.Source.Sql("select count(*) from host.event_delivery where state = 'parked'").ValueAsync<long>(cancellationToken);

    /// <summary>Makes a delivery due again, with all its tries before it; or all of them.</summary>
    /// <param name="eventId">The event, or <c>null</c> for every parked delivery.</param>
    /// <param name="subscriber">Whose handling is tried again, or <c>null</c> for all.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many are due now; 0 when somebody came first.</returns>
    public async Task<int> RetryAsync(long? eventId, string? subscriber, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var due = await transaction.Connection.Sql(
            """
            update host.event_delivery set state = 'waiting', attempts = 0, next_at = now(), parked_at = null
            where state = 'parked' and ($1::bigint is null or event_id = $1) and ($2::text is null or subscriber = $2)
            """, eventId.As(NpgsqlDbType.Bigint), subscriber.As(NpgsqlDbType.Text)).RunAsync(cancellationToken);
        await transaction.Connection.Sql("select pg_notify('wisp_event', '')").RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due;
    }
}
