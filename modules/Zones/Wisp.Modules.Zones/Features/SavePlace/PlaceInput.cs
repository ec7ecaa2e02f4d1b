namespace Wisp.Modules.Zones.Features.SavePlace;

/// <summary>What a person typed.</summary>
internal sealed class PlaceInput
{
    public string? Name { get; set; }

    public Guid? ParentId { get; set; }

    public string? Color { get; set; }

    public string? Description { get; set; }

    public string? Priority { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}
