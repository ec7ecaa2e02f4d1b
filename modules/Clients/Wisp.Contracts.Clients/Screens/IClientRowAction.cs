using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>An action of each row of the list, an icon beside view, edit and delete. Its label is what screen readers say.</summary>
public interface IClientRowAction : IContribution
{
    /// <summary>Name of an icon of the host's sprite.</summary>
    string Icon { get; }

    /// <summary>Where the action leads for each client of one page of the list.</summary>
    /// <param name="clientIds">At most 100 clients.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Local URLs of pages that ask before they change anything; a client left out has no such action.</returns>
    Task<IReadOnlyDictionary<Guid, string>> LinksAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken);

    /// <summary>Why nobody can use the action as things stand: then it is drawn on every row as a button that does nothing and says this.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One sentence that says what to do about it, or <c>null</c> when the action works.</returns>
    Task<Label?> ObstacleAsync(CancellationToken cancellationToken) => Task.FromResult<Label?>(null);
}
