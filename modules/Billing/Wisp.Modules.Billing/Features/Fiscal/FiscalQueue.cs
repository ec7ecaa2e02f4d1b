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

/// <summary>What waits to be reported: series in a fixed order, documents of one the oldest first (AR-07). A note waits until its invoice is authorised.</summary>
internal static class FiscalQueue
{
    /// <summary>The series after another with something to send now; one that an attempt failed in rests until its time (AR-12).</summary>
    public static async Task<SeriesKey?> NextAsync(NpgsqlConnection connection, SeriesKey? after, DateTimeOffset now, CancellationToken cancellationToken) => (await connection.Sql(
        $"""
        with waiting as (
            select distinct w.point_of_sale_id, w.is_note, w.kind, f.authority
            from ({Waiting}) w
            join billing.point_of_sale s on s.id = w.point_of_sale_id
            join billing.firm f on f.id = s.firm_id
            where f.authority is not null)
        select point_of_sale_id, is_note, kind, authority from waiting w
        where ($1::uuid is null or (point_of_sale_id, is_note, kind) > ($1, $2, $3))
          and not exists (
            select from billing.fiscal_document d
            where d.next_at > $4 and d.point_of_sale_id = w.point_of_sale_id and d.is_note = w.is_note and d.letter = w.kind)
        order by point_of_sale_id, is_note, kind limit 1
        """, after?.Point.As(NpgsqlDbType.Uuid) ?? ((object?)null).As(NpgsqlDbType.Uuid), after?.IsNote ?? false, after?.Letter ?? "", now)
        .ListAsync(row => new SeriesKey(row.GetGuid(0), row.GetBoolean(1), row.GetString(2), row.GetString(3)), cancellationToken)).SingleOrDefault();

    /// <summary>What is to be done in a series next: first what may have been sent, then the oldest.</summary>
    public static async Task<QueuedDocument?> HeadAsync(NpgsqlConnection connection, SeriesKey series, CancellationToken cancellationToken) => (await connection.Sql(
        $"""
        select w.id, w.fiscal_state, w.issued_on from ({Waiting}) w
        where w.point_of_sale_id = $1 and w.is_note = $2 and w.kind = $3
        order by w.fiscal_state = 'queued', w.issued_on, w.public_id limit 1
        """, series.Point, series.IsNote, series.Letter)
        .ListAsync(row => new QueuedDocument(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2)), cancellationToken)).SingleOrDefault();

    private const string Waiting =
        """
        select i.id, i.point_of_sale_id, false as is_note, i.kind, i.fiscal_state, i.issued_on, i.public_id
        from billing.invoice i where i.fiscal_state in ('queued', 'sending', 'uncertain')
        union all
        select n.id, n.point_of_sale_id, true, n.kind, n.fiscal_state, n.issued_on, n.public_id
        from billing.credit_note n join billing.invoice i on i.id = n.invoice_id
        where n.fiscal_state in ('sending', 'uncertain') or (n.fiscal_state = 'queued' and i.fiscal_state = 'authorized')
        """;
}
