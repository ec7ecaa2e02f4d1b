using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveNode;

/// <summary>What a person typed.</summary>
internal sealed class NodeInput
{
    public string? Name { get; set; }

    public string? Kind { get; set; } = "tower";

    public Guid? ServerId { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public string? Notes { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }

    public static NodeInput Of(Node node) => new()
    {
        Name = node.Name,
        Kind = node.Kind,
        ServerId = node.ServerId,
        Latitude = GeoText.Show(node.Location?.Y),
        Longitude = GeoText.Show(node.Location?.X),
        Notes = node.Notes,
        Version = node.Version,
    };
}
