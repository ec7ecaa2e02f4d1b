using System.Net;
using System.Net.NetworkInformation;
using NetTopologySuite.Geometries;
using Wisp.Modules.Network.Features.ImportContracts.Reading;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>All that a contract will be as its row wants it.</summary>
internal sealed record RowValues(Guid PlanId, Guid ServerId, Guid? NodeId, DateOnly Start, DateOnly? End)
{
    /// <summary>Its last day has passed.</summary>
    public bool Ends { get; init; }

    public IPAddress? Ip { get; init; }

    public PhysicalAddress? Mac { get; init; }

    public bool PppoeEnabled { get; init; }

    public string? Username { get; init; }

    /// <summary>A new one, in clear; <c>null</c> keeps the one that is stored.</summary>
    public string? Password { get; init; }

    public string? Address { get; init; }

    public string? AddressExtra { get; init; }

    public Point? Location { get; init; }

    public string? Details { get; init; }

    /// <summary>A code of <see cref="Domain.ShownState"/>, or <c>null</c> when the row says nothing of it.</summary>
    public string? State { get; init; }

    /// <summary>The first field in which it is not what is stored; <c>null</c> when nothing changes.</summary>
    public ImportField? Difference(KnownContract stored)
    {
        if (PlanId != stored.PlanId) return ImportField.Plan;
        if (ServerId != stored.ServerId) return ImportField.Server;
        if (NodeId != stored.NodeId) return ImportField.Node;
        if (Start != stored.StartDate) return ImportField.StartDate;
        if (End != stored.EndDate) return ImportField.EndDate;
        if (!Equals(Ip, stored.Ip)) return ImportField.Ip;
        if (!Equals(Mac, stored.Mac)) return ImportField.Mac;
        if (PppoeEnabled != stored.PppoeEnabled) return ImportField.PppoeEnabled;
        if (Username != stored.Username) return ImportField.PppoeUsername;
        if (Password is not null) return ImportField.PppoePassword;
        if (Address != stored.Address) return ImportField.Address;
        if (AddressExtra != stored.AddressExtra) return ImportField.AddressExtra;
        if (!Equals(Location?.Coordinate, stored.Location?.Coordinate)) return ImportField.Latitude;
        if (Details != stored.Details) return ImportField.Details;
        return State is not null && State != stored.Shown ? ImportField.State : null;
    }
}
