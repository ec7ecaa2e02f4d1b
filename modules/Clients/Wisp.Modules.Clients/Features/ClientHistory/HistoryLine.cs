namespace Wisp.Modules.Clients.Features.ClientHistory;

/// <summary>One field of one change, as the audit keeps it.</summary>
/// <param name="Entry">Number of the audit row; lines of one change share it.</param>
/// <param name="At">When.</param>
/// <param name="Table">Table in its schema: <c>clients.client</c>.</param>
/// <param name="Created">Whether the change made the row.</param>
/// <param name="Field">Column.</param>
/// <param name="Old">Value before, ids replaced by names, or <c>null</c>.</param>
/// <param name="New">Value after, likewise.</param>
/// <param name="Actor">Who.</param>
/// <param name="Channel">Through what.</param>
/// <param name="Batch">In which batch, or <c>null</c>.</param>
internal sealed record HistoryLine(
    long Entry, DateTimeOffset At, string Table, bool Created, string Field, string? Old, string? New,
    string Actor, string Channel, Guid? Batch);

/// <summary>One page of a client's history, newest first.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Before">Key of the next older page, or <c>null</c> at the end.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryLine> Lines, long? Before)
{
    /// <summary>Everybody who ever changed the client.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Everything of it that ever changed.</summary>
    public IReadOnlyList<HistoryField> Fields { get; init; } = [];

    /// <summary>Mass updates by the batch of their changes.</summary>
    public IReadOnlyDictionary<Guid, Guid> Bulks { get; init; } = new Dictionary<Guid, Guid>();
}

/// <summary>A column that the history knows.</summary>
internal sealed record HistoryField(string Table, string Name);
