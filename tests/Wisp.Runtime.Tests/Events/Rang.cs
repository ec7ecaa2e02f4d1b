namespace Wisp.Runtime.Tests.Events;

/// <summary>The fixture's event: what counts is its name and shape.</summary>
[EventName("work.rang")]
internal sealed record Rang(int No, string? Deaf = null);
