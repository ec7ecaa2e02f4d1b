using Npgsql;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="BilledOn">The day from which a run takes it.</param>
internal sealed record ComingPeriod(DateOnly From, DateOnly To, DateOnly BilledOn);

/// <summary>The days that the engine bills a contract next, whenever that is.</summary>
[Feature]
internal sealed class NextPeriod(IEnumerable<IInvoiceLineSource> sources, BillingCountries countries, IIsp isp)
{
    private static readonly DateOnly AnyDay = new(2200, 1, 1);

    /// <returns><c>null</c> when it is not billed any more as things are: billing is off, it is cut, it ended.</returns>
    public async Task<ComingPeriod?> OfAsync(NpgsqlConnection connection, Guid contract, CancellationToken cancellationToken)
    {
        var settings = await isp.SettingsAsync(cancellationToken);
        return (await connection.Sql(
            $"""
            {ChargeSql.With("select * from network.contracts_v1 where id = $3", sources, countries)}
            select d.from_day, d.to_day, s.issue_offset_days + case s.billing_mode when 'advance' then d.from_day else d.to_day + 1 end
            from due d cross join setting s
            """, AnyDay, settings.TimeZone, contract).ListAsync(
                row => new ComingPeriod(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateOnly>(2)), cancellationToken)).SingleOrDefault();
    }
}
