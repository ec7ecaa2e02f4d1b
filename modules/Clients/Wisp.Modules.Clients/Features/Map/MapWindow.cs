namespace Wisp.Modules.Clients.Features.Map;

/// <summary>What of the world a map shows.</summary>
/// <param name="Zoom">2 to 19.</param>
internal sealed record MapWindow(int Zoom, double West, double South, double East, double North)
{
    /// <summary>Nearer than this, clients stand alone.</summary>
    public const int FinestSquares = 16;

    /// <summary>Squares of the finest zoom a degree, as SQL writes it.</summary>
    public const string SquaresADegree = "(262144 / 360.0::float8)";

    private const double Squares = 262144 / 360.0;

    public bool IsSound => Zoom is >= 0 and <= 30 && West < East && South < North
        && Math.Abs(West) <= 360 && Math.Abs(East) <= 360 && Math.Abs(South) <= 90 && Math.Abs(North) <= 90;

    /// <summary>The zoom whose squares are shown.</summary>
    public int Level => Math.Clamp(Zoom, 2, FinestSquares);

    /// <summary>How many bits a square's number loses from the finest zoom to this one.</summary>
    public int Shift => FinestSquares - Level;

    public (int West, int South, int East, int North) Finest => (At(West, 180), At(South, 90), At(East, 180), At(North, 90));

    private static int At(double degrees, double half) => (int)Math.Floor((Math.Clamp(degrees, -half, half) + half) * Squares);
}

/// <summary>A client who stands alone.</summary>
internal sealed record MapClient(Guid Id, string ShownId, string Name, double Latitude, double Longitude)
{
    public string? Tone { get; init; }
}

/// <summary>Several clients where most of them are.</summary>
internal sealed record MapCluster(long Clients, double Latitude, double Longitude);

/// <summary>What a window shows: few clients, or clusters of many.</summary>
internal sealed record MapContent(IReadOnlyList<MapClient> Clients, IReadOnlyList<MapCluster> Clusters, long Total);
