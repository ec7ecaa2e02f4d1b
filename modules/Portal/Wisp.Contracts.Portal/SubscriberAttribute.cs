using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Opens a page or endpoint to a signed-in subscriber, and to nobody else: an operator's sign-in is none. What it shows is keyed by
/// <see cref="ICurrentSubscriber.ClientId"/> alone, never by an id of the request: another client's id answers "not found".
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SubscriberAttribute() : RequirePolicyAttribute(PolicyName)
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "portal:subscriber";
}
