using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>A series of one firm's documents at its authority.</summary>
internal sealed record SeriesKey(Guid Point, bool IsNote, string Letter, string Authority)
{
    public string Lock => $"billing.fiscal {Point} {IsNote} {Letter}";
}

/// <summary>A document that an authority is to know of.</summary>
internal sealed record QueuedDocument(Guid Id, string State, DateOnly IssuedOn);

/// <summary>
/// What waits to be reported: series in a fixed order, documents of one the oldest first (AR-07). A note waits until its invoice is authorised.
/// Each question is answered by an index, however long the queue.
/// </summary>
internal static class FiscalQueue
{
    /// <summary>The series after another with something to send now; one that an attempt failed in rests until its time (AR-12).</summary>
    public static async Task<SeriesKey?> NextAsync(NpgsqlConnection connection, SeriesKey? after, DateTimeOffset now, CancellationToken cancellationToken) => (await connection.Sql(
        $"""
        select s.id, k.is_note, k.letter, f.authority
        from billing.firm f
        join billing.point_of_sale s on s.firm_id = f.id
        cross join (select n.is_note, chr(l) as letter from (values (false), (true)) n (is_note) cross join generate_series(65, 90) l) k
        where f.authority is not null and ($1::uuid is null or (s.id, k.is_note, k.letter) > ($1, $2, $3))
          and case when k.is_note
                then exists (select from billing.credit_note n where n.point_of_sale_id = s.id and n.kind = k.letter and {Waiting("n")} and {NoteIsDue("n")})
                else exists (select from billing.invoice i where i.point_of_sale_id = s.id and i.kind = k.letter and {Waiting("i")}) end
          and not exists (
            select from billing.fiscal_document d
            where d.next_at > $4 and d.point_of_sale_id = s.id and d.is_note = k.is_note and d.letter = k.letter
              and (exists (select from billing.invoice i where i.id = d.id and {Waiting("i")}) or exists (select from billing.credit_note n where n.id = d.id and {Waiting("n")})))
        order by s.id, k.is_note, k.letter limit 1
        """, after?.Point.As(NpgsqlDbType.Uuid) ?? ((object?)null).As(NpgsqlDbType.Uuid), after?.IsNote ?? false, after?.Letter ?? "", now)
        .ListAsync(row => new SeriesKey(row.GetGuid(0), row.GetBoolean(1), row.GetString(2), row.GetString(3)), cancellationToken)).SingleOrDefault();

    /// <summary>What is to be done in a series next: first what may have been sent, then the oldest.</summary>
    public static async Task<QueuedDocument?> HeadAsync(NpgsqlConnection connection, SeriesKey series, CancellationToken cancellationToken) =>
        await OneAsync(connection, series, "x.fiscal_state in ('sending', 'uncertain')", cancellationToken)
        ?? await OneAsync(connection, series, $"x.fiscal_state = 'queued'{(series.IsNote ? $" and {NoteIsDue("x")}" : "")}", cancellationToken);

    private static async Task<QueuedDocument?> OneAsync(NpgsqlConnection connection, SeriesKey series, string condition, CancellationToken cancellationToken) => (await connection.Sql(
        $"""
        select x.id, x.fiscal_state, x.issued_on from billing.{(series.IsNote ? "credit_note" : "invoice")} x
        where x.point_of_sale_id = $1 and x.kind = $2 and {condition}
        order by x.issued_on, x.public_id limit 1
        """, series.Point, series.Letter)
        .ListAsync(row => new QueuedDocument(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2)), cancellationToken)).SingleOrDefault();

    private static string Waiting(string of) => $"{of}.fiscal_state in ('queued', 'sending', 'uncertain')";

    private static string NoteIsDue(string note) =>
        $"({note}.fiscal_state <> 'queued' or exists (select from billing.invoice o where o.id = {note}.invoice_id and o.fiscal_state = 'authorized'))";
}
