using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Extension point: a card on the portal's first page. It is drawn with the page, so it must be quick; one that throws is logged and left out.
/// Register it with the module's services as scoped. Its permission is not asked for.
/// </summary>
public interface IPortalCard : IContribution
{
    /// <summary>Full path of the partial view that draws it, in an area of the module's own.</summary>
    string View { get; }

    /// <summary>What it shows.</summary>
    /// <param name="clientId">The subscriber.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The view's model, or <c>null</c> when there is nothing to show.</returns>
    Task<object?> ModelAsync(Guid clientId, CancellationToken cancellationToken);
}
