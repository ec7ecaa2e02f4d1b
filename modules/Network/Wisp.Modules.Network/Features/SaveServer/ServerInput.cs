using System.Globalization;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Features.SaveServer;

/// <summary>What a person typed.</summary>
internal sealed class ServerInput
{
    public string? Name { get; set; }

    public string? Kind { get; set; } = "mikrotik";

    public string? Address { get; set; }

    public string? Port { get; set; } = "3799";

    /// <summary>Blank keeps the one that is stored.</summary>
    public string? Secret { get; set; }

    /// <summary>Whether its requests count only when they are signed.</summary>
    public bool RequireMessageAuthenticator { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }

    /// <summary>The secret does not come back.</summary>
    public static ServerInput Of(Server server) => new()
    {
        Name = server.Name,
        Kind = server.Kind,
        Address = server.Address,
        Port = server.CoaPort.ToString(CultureInfo.InvariantCulture),
        RequireMessageAuthenticator = server.RequireMessageAuthenticator,
        Version = server.Version,
    };
}
