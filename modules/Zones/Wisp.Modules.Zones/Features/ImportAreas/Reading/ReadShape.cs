using NetTopologySuite.Geometries;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>One shape of a file: drawn somehow, or not readable for a reason.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Geometry">What is drawn; <c>null</c> when that cannot be made out.</param>
/// <param name="Properties">What the file says of it, as text.</param>
internal sealed record ReadShape(int Number, Geometry? Geometry, IReadOnlyDictionary<string, string> Properties)
{
    public static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public AreaFault? Fault { get; init; }

    public static ReadShape Of(int number, Geometry drawn, IReadOnlyDictionary<string, string> properties, DrawnRings rings) =>
        new ReadShape(number, drawn, properties) { Fault = rings.Open, Enclosed = rings.Open is null ? 0 : rings.Enclosed(drawn) };

    /// <summary>Square kilometres that it encloses as written, where the fault is a ring that does not close.</summary>
    public double Enclosed { get; init; }

    /// <summary>Whether heights were left out.</summary>
    public bool Flattened { get; init; }
}

/// <summary>The whole file is refused.</summary>
internal sealed class AreaFileException(string key, params object[] arguments) : Exception
{
    public string Key { get; } = key;

    public object[] Arguments { get; } = arguments;
}
