using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>A column that the guide keeps for billing (EXP-04, EXP-07); who was never billed has its usual value.</summary>
internal abstract class BillingExport(string name, int order, ClientExportKind kind, string value, BillingScope scope) : IClientExportColumn
{
    public string Key => $"billing.{name}";

    public Label Label => Label.Of<ParametersText>($"export.{name}");

    public int Order => order;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientExportKind Kind => kind;

    public virtual ClientSql Values
    {
        get
        {
            var (within, values) = scope.Where("k.id");
            return new(
                $"""
                select k.id, {value}
                from clients.clients_v1 k
                left join billing.clients_v1 b on b.client_id = k.id
                left join billing.accounts_v1 a on a.client_id = k.id
                where {within}
                """, values);
        }
    }
}

[Feature]
internal sealed class EnabledExport(BillingScope scope) : BillingExport("enabled", 100, ClientExportKind.YesNo, "coalesce(b.enabled, false)", scope);

[Feature]
internal sealed class KindExport(BillingScope scope) : BillingExport("invoice_kind", 110, ClientExportKind.Text, "b.invoice_kind", scope);

[Feature]
internal sealed class TaxpayerExport(BillingScope scope) : BillingExport("taxpayer_id", 130, ClientExportKind.Text, "b.taxpayer_id", scope);

[Feature]
internal sealed class UnpaidCountExport(BillingScope scope) : BillingExport("unpaid_count", 140, ClientExportKind.Whole, "coalesce(a.unpaid_count, 0)", scope);

[Feature]
internal sealed class UnpaidBalanceExport(BillingScope scope) : BillingExport("unpaid_balance", 150, ClientExportKind.Money, "coalesce(a.unpaid, 0)", scope);

/// <summary>The name of a condition is that of the firm's country.</summary>
[Feature]
internal sealed class ConditionExport(BillingCountries countries, BillingScope scope) : BillingExport("vat_condition", 120, ClientExportKind.Text, "b.vat_condition", scope)
{
    private readonly BillingScope _scope = scope;

    public override ClientSql Values
    {
        get
        {
            var named = countries.All.SelectMany(country => country.Receivers.Select(receiver => (Country: country.Code, receiver.Code, receiver.Name.Shown))).ToList();
            var (within, values) = _scope.Where("b.client_id", after: 3);
            const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
            return new(
                $"""
                select b.client_id, coalesce(n.name, b.vat_condition)
                from billing.clients_v1 b
                left join billing.firms_v1 f on f.id = b.firm_id
                left join unnest($1, $2, $3) n (country, code, name) on n.country = f.country and n.code = b.vat_condition
                where {within}
                """,
                [named.Select(one => one.Country).ToArray().As(texts), named.Select(one => one.Code).ToArray().As(texts), named.Select(one => one.Shown).ToArray().As(texts), .. values]);
        }
    }
}
