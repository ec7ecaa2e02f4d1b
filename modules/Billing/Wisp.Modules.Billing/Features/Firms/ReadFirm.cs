using System.Globalization;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Firms;

/// <param name="Series">Document, letter and last number of each series.</param>
internal sealed record PointOfSale(Guid Id, int Number, bool IsDefault, bool Archived, IReadOnlyList<(string Document, string Letter, long Last)> Series);

/// <param name="HasIssued">Whether its identity is fixed.</param>
internal sealed record FirmDetails(FirmInput Input, bool Archived, bool HasIssued, IReadOnlyList<PointOfSale> Points);

[Feature]
internal sealed class ReadFirm(IDatabase<BillingDb> database, TaxNumbers numbers)
{
    public async Task<FirmDetails?> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var firm = await database.Source.Sql(
            """
            select company_name::text, country, vat_condition, taxpayer_id, gross_income, start_activities_date, principal_activity, email, phone, address,
                   zip_code, xmin, archived_at is not null, exists (select from billing.invoice i where i.firm_id = f.id and i.issued_on is not null),
                   authority
            from billing.firm f where f.id = $1
            """, id).ListAsync(
                row =>
                {
                    var (country, condition) = (row.GetString(1), row.GetString(2));
                    return new FirmDetails(
                        new FirmInput
                        {
                            Name = row.GetString(0),
                            Country = country,
                            Condition = condition == BillingCountry.Fantasy ? condition : $"{country}:{condition}",
                            Taxpayer = row.Text(3) is { } key ? numbers.Show(country, key) : null,
                            GrossIncome = row.Text(4),
                            StartDate = row.Maybe<DateOnly>(5)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            Activity = row.Text(6),
                            Email = row.Text(7),
                            Phone = row.Text(8),
                            Address = row.Text(9),
                            ZipCode = row.Text(10),
                            Authority = row.Text(14),
                            Version = row.GetFieldValue<uint>(11),
                        }, row.GetBoolean(12), row.GetBoolean(13), []);
                }, cancellationToken);
        return firm is [var found] ? found with { Points = await PointsAsync(id, cancellationToken) } : null;
    }

    private async Task<IReadOnlyList<PointOfSale>> PointsAsync(Guid firm, CancellationToken cancellationToken)
    {
        var rows = await database.Source.Sql(
            """
            select p.id, p.number, p.is_default, p.archived_at is not null, s.document, s.letter, s.last
            from billing.point_of_sale p
            left join billing.number_series s on s.point_of_sale_id = p.id and s.last > 0
            where p.firm_id = $1
            order by p.archived_at is not null, p.number, s.document desc, s.letter
            """, firm).ListAsync(
                row => (Point: new PointOfSale(row.GetGuid(0), row.GetInt32(1), row.GetBoolean(2), row.GetBoolean(3), []), Document: row.Text(4), Letter: row.Text(5), Last: row.Maybe<long>(6)),
                cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.Point.Id).Select(point => point.First().Point with
            {
                Series = [.. point.Where(row => row.Document is not null).Select(row => (row.Document!, row.Letter!, row.Last!.Value))],
            }),
        ];
    }
}
