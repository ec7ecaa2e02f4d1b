using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>"Pasarelas de pago" beside the list, after the map (PANEL-05).</summary>
[Feature]
internal sealed class GatewayTab : IClientPanelTab
{
    public string Key => "billing.gateways";

    public Label Label => Label.Of<GatewayText>("gateways.title");

    public int Order => 600;

    public string? Permission => BillingPermissions.ViewAccount;

    public string Url(Guid clientId) => $"/billing/gateways/of/{clientId}";
}

/// <summary>The enrolments of a client who is deactivated are switched off (DEACT-04); money that still comes is his (DEACT-07).</summary>
[Feature]
internal sealed class EndEnrolmentsOfClient(IDatabase<BillingDb> database, IStringLocalizer<GatewayText> text) : IClientDeactivationStep
{
    public string Key => "billing.gateways";

    public Label Label => Label.Of<GatewayText>("gateways.title");

    public int Order => 200;

    public string? Permission => null;

    public async Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var enrolled = await database.Source.Sql("select count(*) from billing.client_gateway where client_id = $1 and enabled", clientId).ValueAsync<long>(cancellationToken);
        return enrolled == 0 ? null : new ClientStepPlan(text[enrolled == 1 ? "deactivate.one" : "deactivate.many", enrolled]);
    }

    public async Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        await transaction.Connection.Sql("update billing.client_gateway set enabled = false where client_id = $1 and enabled", deactivation.ClientId).RunAsync(cancellationToken);
    }
}

/// <summary>What changed of a client's enrolments, in its audits (PANEL-09).</summary>
[Feature]
internal sealed class EnrolmentWords(IDatabase<BillingDb> database, IStringLocalizer<GatewayText> text) : IClientHistoryWords
{
    public string Key => "billing.enrolment-words";

    public Label Label => Label.Of<GatewayText>("gateways.title");

    public int Order => 210;

    public string? Permission => BillingPermissions.ViewAccount;

    public string Table => "billing.client_gateway";

    public IReadOnlyDictionary<string, Label> Fields { get; } =
        new[] { "gateway_id", "external_id", "pay_link", "enabled" }.ToDictionary(column => column, column => Label.Of<GatewayText>($"column.{column}"));

    public async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var names = (await database.Source.Sql("select id::text, name::text from billing.gateway").ListAsync(row => (row.GetString(0), row.GetString(1)), cancellationToken))
            .ToDictionary(StringComparer.Ordinal);
        return values.Select(value => (value, Said: value.Column switch
        {
            "gateway_id" => names.GetValueOrDefault(value.Value),
            "enabled" => value.Value switch { "true" or "t" => text["yes"].Value, "false" or "f" => text["no"].Value, _ => null },
            _ => null,
        })).Where(one => one.Said is not null).ToDictionary(one => one.value, one => one.Said!);
    }
}
