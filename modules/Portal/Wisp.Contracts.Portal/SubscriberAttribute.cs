using Microsoft.AspNetCore.Authorization;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Opens a page or endpoint to a signed-in subscriber, and to nobody else: an operator's sign-in is none. What it shows is keyed by
/// <see cref="ICurrentSubscriber.ClientId"/> alone, never by an id of the request: another client's id answers "not found".
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SubscriberAttribute : AuthorizeAttribute
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "portal:subscriber";

    /// <summary>Names the policy.</summary>
    public SubscriberAttribute()
        : base(PolicyName)
    {
    }
}
