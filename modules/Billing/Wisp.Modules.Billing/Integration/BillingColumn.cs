using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>Letter and condition of each client, or that billing is off (GRID-03).</summary>
[Feature]
internal sealed class BillingColumn(IDatabase<BillingDb> database, BillingScope scope, BillingCountries countries, IStringLocalizer<ParametersText> text) : IClientListColumn
{
    public string Key => "billing.client";

    public Label Label => Label.Of<ParametersText>("client.title");

    public int Order => 70;

    public int Priority => 2;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientSql? Sort
    {
        get
        {
            var (within, values) = scope.Where("b.client_id");
            return new($"select b.client_id, b.invoice_kind || ' ' || b.vat_condition as sort_key from billing.clients_v1 b where b.enabled and {within}", values);
        }
    }

    public async Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("x.id", after: 1);
        return (await database.Source.Sql(
            $"""
            select x.id, b.enabled, b.invoice_kind, b.vat_condition, f.country
            from unnest($1) x (id)
            left join billing.client b on b.id = x.id
            left join billing.firm f on f.id = b.firm_id
            where {within}
            """, [clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), .. values])
            .ListAsync(row => (Client: row.GetGuid(0), On: row.Maybe<bool>(1) == true, Kind: row.Text(2), Condition: row.Text(3), Country: row.Text(4)), cancellationToken))
            .ToDictionary(
                row => row.Client,
                row => new ClientCell(row.On ? $"{row.Kind} · {countries.Find(row.Country)?.Receiver(row.Condition)?.Name.Shown ?? row.Condition}" : text["client.off"].Value));
    }
}
