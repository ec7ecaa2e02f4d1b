namespace Wisp.Runtime.Operators;

/// <summary>One sign-in of an operator on one browser.</summary>
public sealed class OperatorSession
{
    public Guid Id { get; set; }

    public Guid OperatorId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public string? Address { get; set; }

    public string? UserAgent { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
