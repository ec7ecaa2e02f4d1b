namespace Wisp.Sdk;

/// <summary>
/// Shows an entry of the side menu only while there is something behind it. Its key is the entry's. It is asked for each page of those who may
/// see the entry, so its answer takes at most one look at an index; the entry is shown when it throws.
/// </summary>
public interface IMenuCondition : IContribution
{
    /// <summary>Whether the entry is shown now.</summary>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns><c>true</c> to show it.</returns>
    Task<bool> IsShownAsync(CancellationToken cancellationToken);
}
