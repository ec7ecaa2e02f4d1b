namespace Wisp.Modules.Zones.Features.ListPlaces;

internal sealed record PlaceRow(Guid Id, string Name, string? ParentName, bool Archived, uint Version, string? Color, int? Priority);

internal sealed record PlaceSearch(string? Text, bool Archived, Guid? After);

/// <param name="Next">The last row, when more follow.</param>
internal sealed record PlaceRows(IReadOnlyList<PlaceRow> Rows, Guid? Next);
