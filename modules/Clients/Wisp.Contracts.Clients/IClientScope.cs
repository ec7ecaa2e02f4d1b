namespace Wisp.Contracts.Clients;

/// <summary>
/// Which clients the present operator may see: all, or those that he collects (scope "own" of <c>clients.view</c>). A page that shows
/// anything of one client asks this first, and answers "not found" for the others.
/// </summary>
public interface IClientScope
{
    /// <summary>Whether the operator may see the client.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns><c>false</c> when he may not, or may see none at all.</returns>
    Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>The clients that the operator may see, to filter a module's own lists by.</summary>
    /// <returns>A select of client ids, or <c>null</c> when all may be seen.</returns>
    ClientSql? Within();
}
