using Wisp.Sdk;

namespace Wisp.Modules.Portal.Integration;

/// <summary>Payments that wait to be confirmed, on the operators' first page.</summary>
[Feature]
internal sealed class WaitingVouchersCard : IHomeCard
{
    public string Key => "portal.vouchers";

    public Label Label => Label.Of<SelfText>("answer.vouchers");

    public int Order => 200;

    public string? Permission => SelfPermissions.Vouchers;

    public bool IsWide => false;

    public string Url => "/subscribers/vouchers/waiting";
}

/// <summary>Requests of subscribers that wait for an answer.</summary>
[Feature]
internal sealed class WaitingRequestsCard : IHomeCard
{
    public string Key => "portal.requests";

    public Label Label => Label.Of<SelfText>("answer.requests");

    public int Order => 210;

    public string? Permission => SelfPermissions.Requests;

    public bool IsWide => false;

    public string Url => "/subscribers/requests/waiting";
}
