using Wisp.Contracts.Network;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>Why Billing changes states of contracts, in the reader's language.</summary>
[Feature]
internal sealed class StateReasons : IStateReasons
{
    IReadOnlyDictionary<string, Label> IStateReasons.Reasons { get; } = new Dictionary<string, Label>
    {
        [Reasons.Paid] = Label.Of<BillingText>("reason.paid"),
        [Reasons.Due] = Label.Of<BillingText>("reason.due"),
        [Reasons.Cut] = Label.Of<BillingText>("reason.cut"),
        [Reasons.Promise] = Label.Of<BillingText>("reason.promise"),
        [Reasons.Broken] = Label.Of<BillingText>("reason.broken"),
    };
}
