namespace Wisp.Modules.Network.Features.Radius;

/// <summary>What a person typed.</summary>
internal sealed class PolicyInput
{
    public string? Alerted { get; set; }

    public string? AlertedPool { get; set; }

    public string? Disabled { get; set; }

    public string? DisabledPool { get; set; }

    public string? Unknown { get; set; }

    public string? UnknownPool { get; set; }

    public string? Interim { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}
