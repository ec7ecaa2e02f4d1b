namespace Wisp.Modules.Clients.Features.Placing;

/// <summary>A part of the map whose clients are still to be looked at.</summary>
/// <param name="Clients">How many there were when it was counted; <c>null</c> before.</param>
internal sealed record PlacingBox(double West, double South, double East, double North, long? Clients)
{
    public object[] Sides => [West, South, East, North];
}
