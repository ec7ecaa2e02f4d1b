using System.Text.Json;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.SaveBorders;

/// <summary>A border as somebody drew it.</summary>
internal sealed record BorderEdit
{
    /// <summary>The place, or <c>null</c> for one to be made.</summary>
    public Guid? Id { get; init; }

    /// <summary>Version that the drawing began from.</summary>
    public uint Version { get; init; }

    /// <summary>Of a new place.</summary>
    public string? Name { get; init; }

    /// <summary>Of a new zone.</summary>
    public string? Color { get; init; }

    /// <summary>GeoJSON geometry; null takes the border away.</summary>
    public JsonElement? Area { get; init; }
}

/// <summary>Why a border is not saved.</summary>
/// <param name="At">Index of the edit.</param>
/// <param name="Key">Text that says why.</param>
/// <param name="Arguments">What it names.</param>
internal sealed record BorderProblem(int At, string Key, params object[] Arguments)
{
    public AreaFault? Fault { get; init; }
}

/// <summary>Where two areas lie over each other.</summary>
/// <param name="Winner">Whose points those are.</param>
internal sealed record Overlap(string One, string Other, string Winner, double SquareKilometres);

/// <summary>What saving would do, or did.</summary>
internal sealed record BorderOutcome(
    IReadOnlyList<BorderProblem> Problems, IReadOnlyList<NamedMove> Moves, IReadOnlyList<Overlap> Overlaps, IReadOnlyList<Guid> Jobs)
{
    public static BorderOutcome Refused(IReadOnlyList<BorderProblem> problems) => new(problems, [], [], []);
}

/// <summary>How many move from one place to another; a name is null for nowhere.</summary>
internal sealed record NamedMove(string? From, string? To, long Count);
