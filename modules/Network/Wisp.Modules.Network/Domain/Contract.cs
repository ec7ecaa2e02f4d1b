using System.Net;
using System.Net.NetworkInformation;
using NetTopologySuite.Geometries;

namespace Wisp.Modules.Network.Domain;

/// <summary>One service line of a client. Its state is not here: it changes through its rules alone.</summary>
internal sealed class Contract
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public long PublicId { get; private set; }

    public Guid ClientId { get; init; }

    public Guid PlanId { get; set; }

    public Guid? NextPlanId { get; set; }

    public DateOnly? NextPlanFrom { get; set; }

    public Guid ServerId { get; set; }

    public Guid? NodeId { get; set; }

    public DateOnly StartDate { get; set; }

    /// <summary>The last day of service.</summary>
    public DateOnly? EndDate { get; set; }

    public bool Ended { get; set; }

    public IPAddress? Ip { get; set; }

    public PhysicalAddress? MacAddress { get; set; }

    public bool PppoeEnabled { get; set; }

    public string? PppoeUsername { get; set; }

    /// <summary>Encrypted.</summary>
    public string? PppoePassword { get; set; }

    public string? Address { get; set; }

    public string? AddressAdditionalData { get; set; }

    public Point? Location { get; set; }

    public string? Details { get; set; }

    public DateTimeOffset StateChangedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public uint Version { get; private set; }
}
