using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Account;

/// <param name="Key">Which age: <c>current</c>, <c>30</c>, <c>60</c>, <c>90</c> or <c>older</c>.</param>
/// <param name="From">First due date of that age, or <c>null</c>.</param>
/// <param name="To">Last due date of that age, or <c>null</c>.</param>
internal sealed record DebtAge(string Key, long Clients, long Invoices, decimal Amount, DateOnly? From, DateOnly? To);

/// <summary>What is owed by its age: not yet due, and by how many days it is late.</summary>
[Feature]
internal sealed class ReadDebt(IDatabase<BillingDb> database, AccountScope scope, IIsp isp)
{
    public async Task<IReadOnlyList<DebtAge>> RunAsync(CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("i.client_id", after: 1);
        return await database.Source.Sql(
            $"""
            select g.key, count(distinct i.client_id), count(*), coalesce(sum(i.balance), 0), g.lowest, g.highest
            from (values ('current', 1, null::integer, 0), ('30', 2, 1, 30), ('60', 3, 31, 60), ('90', 4, 61, 90), ('older', 5, 91, null)) v (key, place, least, most)
            cross join lateral (select v.key, v.place, case when v.key = 'current' then $1 when v.most is not null then $1 - v.most end as lowest,
                                       case when v.key <> 'current' then $1 - v.least end as highest) g
            join billing.invoice i on i.state = 'pending' and i.first_due_date between coalesce(g.lowest, date '-infinity') and coalesce(g.highest, date 'infinity') and {within}
            group by g.key, g.place, g.lowest, g.highest
            order by g.place
            """, [await isp.TodayAsync(cancellationToken), .. values])
            .ListAsync(row => new DebtAge(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetDecimal(3), row.Maybe<DateOnly>(4), row.Maybe<DateOnly>(5)), cancellationToken);
    }
}
