using System.Text.Json;
using Npgsql;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>What is known of a document at its authority.</summary>
/// <param name="Problem">Why the last attempt gave no answer, or <c>null</c>.</param>
internal sealed record FiscalView(
    Guid Id, string State, string? Authority, long? Number, DateOnly? On, string? Authorization, DateOnly? ExpiresOn, int Attempts, DateTimeOffset? NextAt, string? Problem,
    IReadOnlyList<FiscalRemark> Observations, IReadOnlyList<FiscalRemark> Errors)
{
    public bool CanRetry => State == "rejected" || NextAt is not null;
}

/// <param name="Url">Where the document is shown.</param>
internal sealed record FiscalRow(
    Guid Id, string Paper, string Url, string Client, string Firm, DateOnly IssuedOn, decimal Gross, string State, DateTimeOffset? NextAt, string? Problem,
    IReadOnlyList<FiscalRemark> Errors)
{
    public bool CanRetry => State == "rejected" || NextAt is not null;
}

[Feature]
internal sealed class ReadFiscal(IDatabase<BillingDb> database, AccountScope scope)
{
    public const int RowLimit = 200;

    /// <summary>What the list can be narrowed to.</summary>
    public static IReadOnlyList<string> States { get; } = ["queued", "uncertain", "rejected", "waiting_payment"];

    /// <summary>An invoice, or <c>null</c> when it is not reported.</summary>
    public async Task<FiscalView?> OfInvoiceAsync(Guid id, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select i.id, i.fiscal_state, f.authority, d.number, d.on_date, d.authorization_code, d.expires_on, coalesce(d.attempts, 0), d.next_at, d.problem,
               coalesce(d.observations, '[]')::text, coalesce(d.errors, '[]')::text
        from billing.invoice i
        join billing.firm f on f.id = i.firm_id
        left join billing.fiscal_document d on d.id = i.id
        where i.id = $1 and i.fiscal_state <> 'not_applicable'
        """, id).ListAsync(
            row => new FiscalView(
                row.GetGuid(0), row.GetString(1), row.Text(2), row.Maybe<long>(3), row.Maybe<DateOnly>(4), row.Text(5), row.Maybe<DateOnly>(6), row.GetInt32(7),
                row.Maybe<DateTimeOffset>(8), row.Text(9), Remarks(row, 10), Remarks(row, 11)), cancellationToken)).SingleOrDefault();

    /// <summary>How many documents are in each state.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("x.client_id", after: 0);
        return (await database.Source.Sql(
            $"""
            select case x.fiscal_state when 'sending' then 'uncertain' else x.fiscal_state end, count(*)
            from (select client_id, fiscal_state from billing.invoice where fiscal_state in ('waiting_payment', 'queued', 'sending', 'rejected', 'uncertain')
                  union all
                  select client_id, fiscal_state from billing.credit_note where fiscal_state in ('queued', 'sending', 'rejected', 'uncertain')) x
            where {within} group by 1
            """, [.. values]).ListAsync(row => (State: row.GetString(0), Count: row.GetInt64(1)), cancellationToken)).ToDictionary(one => one.State, one => one.Count);
    }

    /// <summary>The oldest first; at most <see cref="RowLimit"/>.</summary>
    public async Task<IReadOnlyList<FiscalRow>> ListAsync(string state, CancellationToken cancellationToken)
    {
        var (ofInvoice, values) = scope.Where("i.client_id", after: 1);
        var (ofNote, _) = scope.Where("n.client_id", after: 1);
        return await database.Source.Sql(
            $"""
            select x.id, x.paper, x.url, k.name, f.company_name::text, x.issued_on, x.gross_amount, x.fiscal_state, d.next_at, d.problem, coalesce(d.errors, '[]')::text
            from ((select i.id, {PaperSql.Invoice} as paper, '/billing/invoices/' || i.id as url, i.client_id, i.issued_on, i.public_id, i.gross_amount, i.fiscal_state, s.firm_id
                  from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id
                  where i.fiscal_state = any ($1) and i.fiscal_state in ('waiting_payment', 'queued', 'sending', 'rejected', 'uncertain') and {ofInvoice}
                  order by i.issued_on, i.public_id limit {RowLimit})
                  union all
                  (select n.id, {PaperSql.Note}, '/billing/invoices/' || n.invoice_id, n.client_id, n.issued_on, n.public_id, n.gross_amount, n.fiscal_state, s.firm_id
                  from billing.credit_note n join billing.point_of_sale s on s.id = n.point_of_sale_id
                  where n.fiscal_state = any ($1) and n.fiscal_state in ('queued', 'sending', 'rejected', 'uncertain') and {ofNote}
                  order by n.issued_on, n.public_id limit {RowLimit})) x
            join billing.firm f on f.id = x.firm_id
            join clients.clients_v1 k on k.id = x.client_id
            left join billing.fiscal_document d on d.id = x.id
            order by x.issued_on, x.public_id limit {RowLimit}
            """, [state == "uncertain" ? new[] { "sending", "uncertain" } : new[] { state }, .. values]).ListAsync(
                row => new FiscalRow(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5), row.GetDecimal(6), row.GetString(7),
                    row.Maybe<DateTimeOffset>(8), row.Text(9), Remarks(row, 10)), cancellationToken);
    }

    private static IReadOnlyList<FiscalRemark> Remarks(NpgsqlDataReader row, int at) =>
        JsonSerializer.Deserialize<List<FiscalRemark>>(row.GetString(at), JsonSerializerOptions.Web)!;
}
