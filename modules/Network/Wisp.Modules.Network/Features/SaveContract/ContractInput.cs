using System.Globalization;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveContract;

/// <summary>What a person typed.</summary>
internal sealed class ContractInput
{
    public Guid? PlanId { get; set; }

    public Guid? NextPlanId { get; set; }

    public string? NextPlanFrom { get; set; }

    public Guid? ServerId { get; set; }

    public Guid? NodeId { get; set; }

    public string? StartDate { get; set; }

    public string? EndDate { get; set; }

    public string? Ip { get; set; }

    public string? MacAddress { get; set; }

    public bool PppoeEnabled { get; set; }

    public string? PppoeUsername { get; set; }

    /// <summary>Blank keeps the one that is stored.</summary>
    public string? PppoePassword { get; set; }

    public string? Address { get; set; }

    public string? AddressAdditionalData { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public string? Details { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }

    /// <summary>The password does not come back.</summary>
    public static ContractInput Of(Contract contract) => new()
    {
        PlanId = contract.PlanId,
        NextPlanId = contract.NextPlanId,
        NextPlanFrom = Iso(contract.NextPlanFrom),
        ServerId = contract.ServerId,
        NodeId = contract.NodeId,
        StartDate = Iso(contract.StartDate),
        EndDate = Iso(contract.EndDate),
        Ip = contract.Ip?.ToString(),
        MacAddress = MacText.Show(contract.MacAddress),
        PppoeEnabled = contract.PppoeEnabled,
        PppoeUsername = contract.PppoeUsername,
        Address = contract.Address,
        AddressAdditionalData = contract.AddressAdditionalData,
        Latitude = GeoText.Show(contract.Location?.Y),
        Longitude = GeoText.Show(contract.Location?.X),
        Details = contract.Details,
        Version = contract.Version,
    };

    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
