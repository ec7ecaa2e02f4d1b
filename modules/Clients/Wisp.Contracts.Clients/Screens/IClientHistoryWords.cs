using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// Says in words what the audit keeps of a module's table in a client's history; without it the reader sees columns, codes and ids. Whoever
/// lacks its <see cref="IContribution.Permission"/> does not see that table's changes at all.
/// </summary>
public interface IClientHistoryWords : IContribution
{
    /// <summary>The audited table: <c>network.contract</c>.</summary>
    string Table { get; }

    /// <summary>Whether the reader, who has the permission, may see this table's changes of a client: where it has the scope "own".</summary>
    /// <param name="clientId">The client, whom the reader may see.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether they are shown.</returns>
    Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>What each column is called; one left out shows its own name.</summary>
    IReadOnlyDictionary<string, Label> Fields { get; }

    /// <summary>Says the values of one page of the history, set-based.</summary>
    /// <param name="values">Values as the audit keeps them.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What to show, in the reader's language; a value left out is shown as it is.</returns>
    Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(
        IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken);
}

/// <summary>A value of the history.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Value">The value as text, as the audit keeps it.</param>
public sealed record ClientHistoryValue(string Column, string Value);
