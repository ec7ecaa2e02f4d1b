using System.Text.Json;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>What one contract would be billed.</summary>
internal sealed record PreviewRow(
    Guid ContractId, long Contract, Guid ClientId, string ShownId, string Client, string Kind, DateOnly From, DateOnly To, decimal Net, decimal Discount, decimal Tax,
    decimal Gross, string? Problem, IReadOnlyList<ChargeLine> Lines, IReadOnlyList<ChargeTax> Taxes);

/// <param name="Rows">One a contract that is due, by client.</param>
/// <param name="Invoices">How many they make.</param>
/// <param name="Gross">What these come to.</param>
/// <param name="Next">The contract after which the next page begins, or <c>null</c>.</param>
internal sealed record Preview(IReadOnlyList<PreviewRow> Rows, long Invoices, decimal Gross, long? Next);

/// <summary>What some contracts would be billed, by the same statement that bills, without writing anything.</summary>
[Feature]
internal sealed class ReadCharges(IDatabase<BillingDb> database, IEnumerable<IInvoiceLineSource> sources, BillingCountries countries, IIsp isp)
{
    /// <param name="day">The day that is billed for.</param>
    /// <param name="contracts">A select of a page of contracts, over <c>network.contracts_v1</c>; its parameters begin at <c>$3</c>.</param>
    /// <param name="values">Their values.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Preview> RunAsync(DateOnly day, string contracts, object?[] values, CancellationToken cancellationToken)
    {
        var settings = await isp.SettingsAsync(cancellationToken);
        var rows = await database.Source.Sql(
            $"""
            {ChargeSql.With(contracts, sources, countries)},
            shown as (
                select d.contract_id, d.client_id, d.kind, d.from_day, d.to_day, t.net_amount, t.discount_amount, t.tax_amount, t.gross_amount, d.problem,
                       count(*) filter (where t.gross_amount > 0) over () as invoices, coalesce(sum(t.gross_amount) over (), 0) as gross
                from due d left join total t using (contract_id))
            select s.*, c.public_id, k.shown_id, k.name,
                   (select jsonb_agg(jsonb_build_object('kind', n.kind, 'description', n.description, 'from', n.from_day, 'to', n.to_day, 'quantity', n.quantity,
                                     'unitPrice', n.unit_price, 'amount', n.amount, 'net', n.net, 'includesTax', n.includes_tax, 'why', n.why) order by n.position)::text
                    from netted n where n.contract_id = s.contract_id),
                   (select jsonb_agg(jsonb_build_object('name', l.name, 'kind', l.kind, 'code', l.authority_code, 'rate', l.rate, 'base', l.base, 'amount', l.amount) order by l.position)::text
                    from levy l where l.contract_id = s.contract_id)
            from shown s
            join network.contracts_v1 c on c.id = s.contract_id
            join clients.clients_v1 k on k.id = s.client_id
            order by left(k.name, 200) collate "es-x-icu", c.public_id
            """, [day, settings.TimeZone, .. values])
            .ListAsync(
                row => (Row: new PreviewRow(
                    row.GetGuid(0), row.GetInt64(12), row.GetGuid(1), row.GetString(13), row.GetString(14), row.GetString(2), row.GetFieldValue<DateOnly>(3),
                    row.GetFieldValue<DateOnly>(4), row.Maybe<decimal>(5) ?? 0, row.Maybe<decimal>(6) ?? 0, row.Maybe<decimal>(7) ?? 0, row.Maybe<decimal>(8) ?? 0,
                    row.Text(9), Read<ChargeLine>(row.Text(15)), Read<ChargeTax>(row.Text(16))), Invoices: row.GetInt64(10), Gross: row.GetDecimal(11)),
                cancellationToken);
        return rows.Count == 0 ? new Preview([], 0, 0, null) : new Preview([.. rows.Select(row => row.Row)], rows[0].Invoices, rows[0].Gross, null);
    }

    private static IReadOnlyList<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!;
}
