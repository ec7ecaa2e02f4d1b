using Wisp.Sdk;

namespace Wisp.Runtime.Events;

/// <summary>The subscriptions of this process's modules, by subscriber.</summary>
internal sealed class EventRegistry(IReadOnlyDictionary<string, (string ModuleId, EventSubscription Subscription)> subscriptions)
{
    public IReadOnlyDictionary<string, (string ModuleId, EventSubscription Subscription)> Subscriptions => subscriptions;
}
