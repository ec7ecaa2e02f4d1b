using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>"What will be billed on date X", of the contracts that the operator may see: a page of them at a time, so that a look costs the same however many there are.</summary>
[Feature]
internal sealed class PreviewCharges(IDatabase<BillingDb> database, ReadCharges charges, AccountScope scope)
{
    public const int PageSize = 200;
    private const int LookedAt = 20_000;

    /// <param name="day">The day.</param>
    /// <param name="contract">Only this contract, or <c>null</c> for all that the operator may see.</param>
    /// <param name="after">The number of the contract after which the page begins.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Preview> RunAsync(DateOnly day, Guid? contract, long after, CancellationToken cancellationToken)
    {
        var (contracts, next) = await PageAsync(day, contract, after, cancellationToken);
        return await charges.RunAsync(day, "select * from network.contracts_v1 where id = any ($3)", [contracts], cancellationToken) with { Next = next };
    }

    // Left out at once are contracts that are billed further than the day reaches; of the others a page is enough.
    private async Task<(Guid[] Contracts, long? Next)> PageAsync(DateOnly day, Guid? contract, long after, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("c.client_id", after: 3);
        return (await database.Source.Sql(
            $"""
            with near as materialized (
                select c.id, c.public_id, c.client_id from network.contracts_v1 c
                where ($2::uuid is null or c.id = $2) and c.public_id > $3 and {within} order by c.public_id limit {LookedAt}),
            due as materialized (
                select n.id, n.public_id
                from near n
                join billing.client b on b.id = n.client_id and b.enabled
                cross join billing.settings s
                where coalesce((select p.period_to from billing.period p where p.contract_id = n.id order by p.period_from desc limit 1), '-infinity') < $1 - s.issue_offset_days
                order by n.public_id limit {PageSize})
            select array(select id from due),
                   case when (select count(*) from due) = {PageSize} then (select max(public_id) from due) when count(*) = {LookedAt} then max(public_id) end
            from near
            """, [day, contract.As(NpgsqlDbType.Uuid), after, .. values])
            .ListAsync(row => (row.GetFieldValue<Guid[]>(0), row.Maybe<long>(1)), cancellationToken)).Single();
    }
}
