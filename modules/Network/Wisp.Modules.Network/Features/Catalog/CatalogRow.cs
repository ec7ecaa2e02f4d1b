namespace Wisp.Modules.Network.Features.Catalog;

/// <param name="Facts">Text, number or nothing, one for each of the shape's columns.</param>
/// <param name="Contracts">Contracts that have it and have not ended.</param>
internal sealed record CatalogRow(Guid Id, string Name, bool Archived, uint Version, long Contracts, IReadOnlyList<object?> Facts);

/// <param name="Next">The last row, when more follow.</param>
internal sealed record CatalogRows(IReadOnlyList<CatalogRow> Rows, Guid? Next);
