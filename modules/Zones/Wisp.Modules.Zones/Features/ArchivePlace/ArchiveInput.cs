namespace Wisp.Modules.Zones.Features.ArchivePlace;

/// <summary>A person's decision on what the place holds.</summary>
internal sealed class ArchiveInput
{
    /// <summary>The value of <see cref="Target"/> that leaves what was there without a place.</summary>
    public const string Nowhere = "none";

    /// <summary>A place's id, <see cref="Nowhere"/>, or nothing yet.</summary>
    public string? Target { get; set; }

    public uint Version { get; set; }
}
