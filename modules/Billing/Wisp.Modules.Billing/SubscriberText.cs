namespace Wisp.Modules.Billing;

/// <summary>Names the texts that subscribers read of their own account.</summary>
internal sealed class SubscriberText;
