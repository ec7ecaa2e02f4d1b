using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>A filter of the tab "Pasarelas de pago" of the advanced search (SRCH-11), over enrolments <c>c</c> that are on.</summary>
internal abstract class GatewayFilter(string name, int order, ClientFilterInput input, BillingScope scope) : IClientSearchFilter
{
    public string Key => $"billing.{name}";

    public Label Label => Label.Of<GatewayText>($"filter.{name}");

    public int Order => order;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientSearchTab Tab => ClientSearchTab.Gateways;

    public ClientFilterInput Input => input;

    public virtual Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public abstract ClientSql? Matching(ClientFilterValue value);

    protected ClientSql With(string condition, params object?[] values)
    {
        var (within, more) = scope.Where("c.client_id", values.Length);
        return new($"select distinct c.client_id from billing.client_gateways_v1 c where c.enabled and {condition} and {within}", [.. values, .. more]);
    }

    protected ClientSql Without()
    {
        var (within, values) = scope.Where("k.id");
        return new($"select k.id from clients.clients_v1 k where {within} and not exists (select from billing.client_gateways_v1 c where c.client_id = k.id and c.enabled)", values);
    }
}

[Feature]
internal sealed class GatewayChoiceFilter(GatewayDirectory gateways, BillingScope scope) : GatewayFilter("gateway", 100, ClientFilterInput.Choice, scope)
{
    public override async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        [.. (await gateways.ListAsync(archived: false, cancellationToken)).Select(gateway => new ClientFilterOption($"{gateway.Id}", gateway.Name))];

    public override ClientSql? Matching(ClientFilterValue value)
    {
        var ids = value.Chosen.Select(chosen => Guid.TryParse(chosen, out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        return ids.Length == 0 ? null : With("c.gateway_id = any ($1)", ids.As(NpgsqlDbType.Array | NpgsqlDbType.Uuid));
    }
}

[Feature]
internal sealed class EnrolledFilter(BillingScope scope) : GatewayFilter("enrolled", 110, ClientFilterInput.YesNo, scope)
{
    public override ClientSql? Matching(ClientFilterValue value) => value.Yes == true ? With("true") : Without();
}

/// <summary>A part of the id is enough; signs mean themselves.</summary>
[Feature]
internal sealed class ExternalIdFilter(BillingScope scope) : GatewayFilter("external_id", 120, ClientFilterInput.Text, scope)
{
    public override ClientSql? Matching(ClientFilterValue value) => With("strpos(lower(c.external_id), lower($1)) > 0", value.Text);
}

/// <summary>Name and id of each enrolment, in the guide's place (EXP-04, EXP-08).</summary>
[Feature]
internal sealed class GatewaysExport(BillingScope scope) : IClientExportColumn
{
    public string Key => "billing.gateways";

    public Label Label => Label.Of<GatewayText>("gateways.title");

    public int Order => 160;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientExportKind Kind => ClientExportKind.Text;

    public ClientSql Values
    {
        get
        {
            var (within, values) = scope.Where("c.client_id");
            return new(
                $"""
                select c.client_id, string_agg(g.name || ': ' || c.external_id, ' / ' order by g.name collate "es-x-icu", g.id)
                from billing.client_gateways_v1 c join billing.gateways_v1 g on g.id = c.gateway_id
                where c.enabled and {within} group by c.client_id
                """, values);
        }
    }
}
