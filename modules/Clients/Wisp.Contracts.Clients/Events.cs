using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>A client was deactivated: its services end, its history stays.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Reason">Why, as typed; at most 1,000 characters.</param>
/// <param name="At">When.</param>
[EventName("clients.deactivated")]
public sealed record ClientDeactivated(Guid ClientId, string Reason, DateTimeOffset At);

/// <summary>A deactivated client is active again. What ended with it stays off until someone turns it on.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="At">When.</param>
[EventName("clients.reactivated")]
public sealed record ClientReactivated(Guid ClientId, DateTimeOffset At);
