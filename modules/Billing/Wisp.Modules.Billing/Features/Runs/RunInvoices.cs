using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <param name="Before">What the contract was billed the time before, or <c>null</c>.</param>
/// <param name="Odd">Why a person should look at it, or <c>null</c>.</param>
internal sealed record RunInvoice(
    Guid Id, Guid ClientId, string ShownId, string Client, long Contract, string Kind, DateOnly From, DateOnly To, decimal Gross, decimal? Before, string? Odd);

/// <summary>The invoices of a run: first those that a person should look at, because they differ much from the time before, are the first of
/// their contract, or catch up on days long past.</summary>
[Feature]
internal sealed class RunInvoices(IDatabase<BillingDb> database)
{
    public const int PageSize = 100;

    /// <param name="run">The run.</param>
    /// <param name="odd">Only those to be looked at.</param>
    /// <param name="after">Go on after this one, or <c>null</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<List<RunInvoice>> ListAsync(Guid run, bool odd, Guid? after, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        {Judged}
        select j.id, j.client_id, k.shown_id, k.name, c.public_id, j.kind, j.period_from, j.period_to, j.gross_amount, j.before, j.odd
        from judged j
        join clients.clients_v1 k on k.id = j.client_id
        join network.contracts_v1 c on c.id = j.contract_id
        where (not $2 or j.odd is not null) and ($3::uuid is null or j.id > $3)
        order by j.id limit {PageSize + 1}
        """, run, odd, after.As(NpgsqlDbType.Uuid))
        .ListAsync(
            row => new RunInvoice(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5), row.GetFieldValue<DateOnly>(6),
                row.GetFieldValue<DateOnly>(7), row.GetDecimal(8), row.Maybe<decimal>(9), row.Text(10)), cancellationToken);

    public Task<long> CountOddAsync(Guid run, CancellationToken cancellationToken) =>
        database.Source.Sql($"{Judged} select count(*) from judged where odd is not null", run).ValueAsync<long>(cancellationToken);

    private const string Judged =
        """
        with judged as (
            select i.id, i.client_id, i.contract_id, i.kind, i.period_from, i.period_to, i.gross_amount, b.gross_amount as before,
                   case when i.period_to < r.day then 'late'
                        when b.gross_amount is not null and abs(i.gross_amount - b.gross_amount) * 100 > b.gross_amount * s.odd_percent then 'differs'
                        when b.gross_amount is null and i.period_from < r.day - 31 then 'first' end as odd
            from billing.invoice i
            join billing.run r on r.id = i.run_id
            cross join billing.settings s
            left join lateral (
                select o.gross_amount from billing.invoice o
                where o.contract_id = i.contract_id and o.is_auto and o.state <> 'void' and o.period_from < i.period_from
                order by o.period_from desc limit 1) b on true
            where i.run_id = $1 and i.state <> 'void')
        """;
}
