namespace Wisp.Contracts.Zones;

/// <summary>
/// Borders that changed together. Concerned is whatever is held by its point and has that in the box, which holds old and new borders.
/// The new ones are in the published views of the same transaction: <c>zones.zone_pieces_v1</c>, <c>zones.neighborhood_pieces_v1</c>.
/// </summary>
/// <param name="Kind"><see cref="PlaceKind.Zone"/> or <see cref="PlaceKind.Neighborhood"/>.</param>
/// <param name="West">Least longitude of all old and new borders, in degrees of WGS 84.</param>
/// <param name="South">Least latitude.</param>
/// <param name="East">Greatest longitude.</param>
/// <param name="North">Greatest latitude.</param>
public sealed record BorderChange(PlaceKind Kind, double West, double South, double East, double North);

/// <summary>How many records a change of borders takes from one place to another.</summary>
/// <param name="From">Where they are, or <c>null</c> for nowhere.</param>
/// <param name="To">Where their points fall now, or <c>null</c> for nowhere.</param>
/// <param name="Count">How many.</param>
public sealed record PlaceMove(Guid? From, Guid? To, long Count);
