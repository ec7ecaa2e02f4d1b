using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>"Facturación" on the client's page.</summary>
[Feature]
internal sealed class BillingCard : IClientViewCard
{
    public string Key => "billing.client";

    public Label Label => Label.Of<ParametersText>("client.title");

    public int Order => 110;

    public string? Permission => BillingPermissions.ViewAccount;

    public bool IsWide => false;

    public string Url(Guid clientId) => $"/billing/client/{clientId}";
}
