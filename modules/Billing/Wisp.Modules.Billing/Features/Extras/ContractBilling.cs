using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <summary>A contract whose billing is looked at.</summary>
internal sealed record BilledContract(Guid Id, long Number, Guid ClientId, string Plan, decimal Price, bool IsEnded, Guid? ProfileId);

/// <param name="Billed">In how many invoices it stands.</param>
/// <param name="InvoiceId">Of a surcharge: the invoice that was paid late.</param>
/// <param name="Paper">That invoice as papers name it.</param>
internal sealed record ExtraRow(
    Guid Id, string Kind, string Description, decimal Value, int Every, int? Periods, DateOnly From, long Billed, Guid? InvoiceId, string? Paper)
{
    public bool IsOver => Periods is { } periods && Billed >= periods;
}

/// <param name="MayUndo">Nothing after it was billed or left out.</param>
internal sealed record SkippedPeriod(DateOnly From, DateOnly To, string Reason, bool MayUndo);

/// <summary>What a contract is billed besides its plan, and how.</summary>
[Feature]
internal sealed class ContractBilling(IDatabase<BillingDb> database)
{
    /// <summary>In how many invoices the extra <c>x</c> stands, as the engine counts.</summary>
    public const string Billed =
        """
        (select count(*) from billing.invoice_item u join billing.invoice v on v.id = u.invoice_id where u.source_id = x.id and v.state <> 'void')
        """;

    public async Task<BilledContract?> FindAsync(Guid contract, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select c.id, c.public_id, c.client_id, p.name, p.price, c.ended, x.profile_id
        from network.contracts_v1 c join network.plans_v1 p on p.id = c.plan_id left join billing.contract_profile x on x.id = c.id
        where c.id = $1
        """, contract).ListAsync(
            row => new BilledContract(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetDecimal(4), row.GetBoolean(5), row.Maybe<Guid>(6)), cancellationToken))
        .SingleOrDefault();

    /// <summary>A client's contracts that have not ended, by number; at most 50.</summary>
    public Task<List<(Guid Id, long Number)>> OfAsync(Guid client, CancellationToken cancellationToken) => database.Source.Sql(
        "select id, public_id from network.contracts_v1 where client_id = $1 and not ended order by public_id limit 50", client)
        .ListAsync(row => (row.GetGuid(0), row.GetInt64(1)), cancellationToken);

    /// <summary>Profiles to choose from, the contract's own too when it is offered no more.</summary>
    public Task<List<(string Value, string Text)>> ProfilesAsync(Guid? chosen, CancellationToken cancellationToken) => database.Source.Sql(
        "select id::text, name::text from billing.profile where name is not null and (archived_at is null or id = $1) order by name::text collate \"es-x-icu\"",
        chosen ?? Guid.Empty).ListAsync(row => (row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>Extras that were not archived; surcharges only while they wait.</summary>
    public Task<List<ExtraRow>> ExtrasAsync(Guid contract, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select * from (
            select x.id, x.kind, x.description::text, x.value, x.every_periods::integer, x.periods::integer, x.from_date, {Billed} as billed, x.invoice_id,
                   {PaperSql.Invoice}
            from billing.contract_item x
            left join billing.invoice i on i.id = x.invoice_id
            left join billing.point_of_sale s on s.id = i.point_of_sale_id
            where x.contract_id = $1 and x.archived_at is null) e
        where e.kind <> 'surcharge' or e.billed = 0
        order by e.id
        """, contract).ListAsync(
            row => new ExtraRow(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetInt32(4), row.Maybe<int>(5), row.GetFieldValue<DateOnly>(6), row.GetInt64(7),
                row.Maybe<Guid>(8), row.Text(9)), cancellationToken);

    /// <summary>Periods that are not billed because somebody said so, the newest first; at most 12.</summary>
    public Task<List<SkippedPeriod>> SkippedAsync(Guid contract, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select s.period_from, s.period_to, s.reason::text,
               not exists (select from billing.period p where p.contract_id = s.contract_id and p.period_from > s.period_from)
        from billing.skip s where s.contract_id = $1 order by s.period_from desc limit 12
        """, contract).ListAsync(
            row => new SkippedPeriod(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetString(2), row.GetBoolean(3)), cancellationToken);
}
