namespace Wisp.Modules.Clients.Features.SavedSearches;

/// <summary>A search kept under a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Query">Query of the list's URL.</param>
/// <param name="IsOwn">Whether it is the reader's.</param>
/// <param name="OwnerName">Whose it is.</param>
/// <param name="Shared">Whether every operator sees it.</param>
internal sealed record SavedSearch(Guid Id, string Name, string Query, bool IsOwn, string OwnerName, bool Shared)
{
    public string Url => $"/clients{Query}";
}

internal enum SaveSearchOutcome
{
    Saved,
    Replaced,
    NameMissing,
    NameTooLong,
    QueryTooLong,
}
