using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <param name="Looked">How many contracts were looked at.</param>
/// <param name="Last">The last of them, or <c>null</c> when there were none.</param>
/// <param name="Invoices">Drafts made.</param>
/// <param name="Nothing">Periods with nothing to bill (BIL-13).</param>
/// <param name="Behind">Of those planned, periods after which another may be due already.</param>
/// <param name="Problems">Contracts that cannot be billed as they are.</param>
internal sealed record PlannedChunk(int Looked, Guid? Last, int Invoices, int Nothing, int Behind, int Problems);

/// <summary>
/// Makes drafts for the contracts that are due, in one statement. The key (contract, first day) lets each period be taken once, whoever else
/// does the same at the same time; a contract that cannot be billed is listed and stops no other.
/// </summary>
[Feature]
internal sealed class PlanInvoices(IEnumerable<IInvoiceLineSource> sources, BillingCountries countries, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>A manual invoice that covers days of a contract waits for runs that plan, and they for it.</summary>
    public const string SharedLock = "select pg_advisory_xact_lock_shared(hashtextextended('billing.period', 0))";

    /// <summary>Held by whoever covers days of a contract by hand.</summary>
    public const string Lock = "select pg_advisory_xact_lock(hashtextextended('billing.period', 0))";

    /// <param name="transaction">A transaction in Billing's role.</param>
    /// <param name="run">The run that the drafts belong to.</param>
    /// <param name="day">The day that is billed for.</param>
    /// <param name="after">Go on after this contract, or <c>null</c>.</param>
    /// <param name="until">End with this contract, or <c>null</c>.</param>
    /// <param name="limit">How many contracts to look at.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<PlannedChunk> RunAsync(
        IWispTransaction transaction, Guid run, DateOnly day, Guid? after, Guid? until, int limit, CancellationToken cancellationToken)
    {
        var settings = await isp.SettingsAsync(cancellationToken);
        await transaction.Connection.Sql(SharedLock).RunAsync(cancellationToken);
        await using var command = transaction.Connection.Sql(
            Statement(), day, settings.TimeZone, run, after.As(NpgsqlDbType.Uuid), limit, settings.Currency, clock.GetUtcNow(), actor.Current.Name,
            until.As(NpgsqlDbType.Uuid));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PlannedChunk(reader.GetInt32(0), reader.Maybe<Guid>(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5));
    }

    private string Statement() =>
        $"""
        {ChargeSql.With("select * from network.contracts_v1 where ($4::uuid is null or id > $4) and ($9::uuid is null or id <= $9) order by id limit $5", sources, countries)},
        covered as (
            insert into billing.period (contract_id, period_from, period_to, outcome, invoice_id, run_id)
            select contract_id, from_day, to_day, case when gross_amount > 0 then 'invoice' else 'nothing' end,
                   case when gross_amount > 0 then invoice_id end, $3
            from total
            on conflict (contract_id, period_from) do nothing
            returning contract_id, period_to, invoice_id),
        made as (
            insert into billing.invoice (id, client_id, contract_id, firm_id, point_of_sale_id, run_id, is_auto, kind, period_from, period_to,
                                         net_amount, discount_amount, tax_amount, gross_amount, currency, actor, created_at)
            select t.invoice_id, t.client_id, t.contract_id, t.firm_id, t.point_of_sale_id, $3, true, t.kind, t.from_day, t.to_day,
                   t.net_amount, t.discount_amount, t.tax_amount, t.gross_amount, $6, $8, $7
            from total t join covered c on c.invoice_id = t.invoice_id),
        lined as (
            insert into billing.invoice_item (invoice_id, position, kind, description, period_from, period_to, quantity, unit_price, amount, net, includes_tax, source_id, why)
            select c.invoice_id, n.position, n.kind, n.description, n.from_day, n.to_day, n.quantity, n.unit_price, n.amount, n.net, n.includes_tax, n.source_id, n.why
            from netted n join covered c on c.contract_id = n.contract_id and c.invoice_id is not null),
        taxed as (
            insert into billing.invoice_tax (invoice_id, position, tax_id, name, kind, authority_code, rate, base, amount)
            select c.invoice_id, l.position, l.tax_id, l.name, l.kind, l.authority_code, l.rate, l.base, l.amount
            from levy l join covered c on c.contract_id = l.contract_id and c.invoice_id is not null),
        cleared as (
            delete from billing.run_problem p using covered c where p.contract_id = c.contract_id),
        listed as (
            insert into billing.run_problem (contract_id, client_id, run_id, rule, at)
            select d.contract_id, d.client_id, $3, d.problem, $7 from due d where d.problem is not null
            on conflict (contract_id) do update set run_id = excluded.run_id, rule = excluded.rule, at = excluded.at)
        select (select count(*)::integer from look), (select id from look order by id desc limit 1),
               (select count(*)::integer from covered where invoice_id is not null), (select count(*)::integer from covered where invoice_id is null),
               (select count(*)::integer from covered c cross join setting s where c.period_to + 1 + s.issue_offset_days <= $1),
               (select count(*)::integer from due where problem is not null)
        """;
}
