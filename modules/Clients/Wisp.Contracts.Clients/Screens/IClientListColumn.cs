using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>A column of the list of clients, after the client's own and before the actions.</summary>
public interface IClientListColumn : IContribution
{
    /// <summary>
    /// How soon the column goes when the list is narrow, as beside the open panel: 4 first, then 3 (as the e-mail), then 2 (as ID and
    /// mobile); 1 stays. On a phone only 1 and 2 are shown.
    /// </summary>
    int Priority => 3;

    /// <summary>The cells of one page of the list.</summary>
    /// <param name="clientIds">At most 100 clients.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Cells by client; a client left out has an empty cell.</returns>
    Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken);

    /// <summary>
    /// What the column sorts by: a select of <c>(client_id uuid, sort_key)</c> with at most one row a client, or <c>null</c> when it
    /// does not sort. It is used while at most 10,000 clients match; clients without a row come last.
    /// </summary>
    ClientSql? Sort => null;
}

/// <summary>A cell of the list.</summary>
/// <param name="Text">What it says, in the reader's language.</param>
public sealed record ClientCell(string Text)
{
    /// <summary>Local URL that the cell leads to, or <c>null</c>.</summary>
    public string? Url { get; init; }

    /// <summary>One of the design's states, shown by colour and shape beside the text: <c>enabled</c>, <c>alerted</c>, <c>disabled</c>, <c>system</c>, <c>failed</c>; or <c>null</c>.</summary>
    public string? State { get; init; }

    /// <summary>Longer text for a tooltip, or <c>null</c>.</summary>
    public string? Title { get; init; }

    /// <summary>Whether it is a number, which stands at the right.</summary>
    public bool IsNumber { get; init; }
}
