using NetTopologySuite.Geometries;

namespace Wisp.Modules.Network.Domain;

/// <summary>What contracts hang from.</summary>
internal abstract class CatalogItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public long PublicId { get; private set; }

    public string Name { get; set; } = "";

    /// <summary>Set when it is offered no more.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    public uint Version { get; private set; }
}

internal sealed class Plan : CatalogItem
{
    public int DownKbps { get; set; }

    public int UpKbps { get; set; }

    /// <summary>For the whole frequency, in the ISP's currency.</summary>
    public decimal Price { get; set; }

    public short FrequencyMonths { get; set; }

    public bool PriceIncludesTax { get; set; }
}

internal sealed class Node : CatalogItem
{
    public string Kind { get; set; } = "";

    public Guid? ServerId { get; set; }

    public Point? Location { get; set; }

    public string? Notes { get; set; }
}

internal sealed class Server : CatalogItem
{
    public string Kind { get; set; } = "";

    public string Address { get; set; } = "";

    public int CoaPort { get; set; }

    /// <summary>Encrypted.</summary>
    public string? Secret { get; set; }

    /// <summary>RADIUS requests without Message-Authenticator are not heard.</summary>
    public bool RequireMessageAuthenticator { get; set; }
}
