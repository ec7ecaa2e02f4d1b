namespace Wisp.Sdk;

/// <summary>
/// A card of the first page, asked for after the page itself so that a slow or broken one holds nothing up. Its body is a fragment (a page
/// without layout) of the contributing module.
/// </summary>
public interface IHomeCard : IContribution
{
    /// <summary>Local URL of the body. That page states its own permission.</summary>
    string Url { get; }

    /// <summary>Whether it takes the whole width.</summary>
    bool IsWide { get; }
}
