using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>What the list shows; every part of it stands in the URL.</summary>
/// <param name="Search">Quick search as typed.</param>
/// <param name="Status">Active, deactivated, or <c>null</c> for all.</param>
/// <param name="Size">Rows a page.</param>
/// <param name="After">Public id of the row before the page, when going forward.</param>
/// <param name="Before">Public id of the row after the page, when going back.</param>
/// <param name="KnownCount">The count that the page before showed, so that it is not counted again.</param>
internal sealed record ClientListQuery(string? Search, ClientStatus? Status, int Size, long? After, long? Before, int? KnownCount)
{
    public static IReadOnlyList<int> Sizes { get; } = [20, 50, 100];
}
