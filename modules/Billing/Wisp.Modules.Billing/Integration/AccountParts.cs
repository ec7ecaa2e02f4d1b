using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>What a client owes, and why his contracts are cut, on his page.</summary>
[Feature]
internal sealed class AccountCard : IClientViewCard
{
    public string Key => "billing.account";

    public Label Label => Label.Of<BillingText>("account.short");

    public int Order => 110;

    public string? Permission => BillingPermissions.ViewAccount;

    public bool IsWide => false;

    public string Url(Guid clientId) => $"/billing/of/{clientId}";
}

/// <summary>The same beside the list.</summary>
[Feature]
internal sealed class AccountTab : IClientPanelTab
{
    public string Key => "billing.account";

    public Label Label => Label.Of<BillingText>("account.short");

    public int Order => 150;

    public string? Permission => BillingPermissions.ViewAccount;

    public string Url(Guid clientId) => $"/billing/of/{clientId}";
}

/// <summary>Who owes, by age, on the first page.</summary>
[Feature]
internal sealed class DebtCard : IHomeCard
{
    public string Key => "billing.debt";

    public Label Label => Label.Of<BillingText>("debt.title");

    public int Order => 100;

    public string? Permission => BillingPermissions.ViewAccount;

    public bool IsWide => true;

    public string Url => "/billing/debt";
}
