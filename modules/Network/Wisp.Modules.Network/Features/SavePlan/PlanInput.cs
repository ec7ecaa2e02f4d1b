using System.Globalization;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Features.SavePlan;

/// <summary>What a person typed.</summary>
internal sealed class PlanInput
{
    public string? Name { get; set; }

    public string? Down { get; set; }

    public string? Up { get; set; }

    public string? Price { get; set; }

    public string? Frequency { get; set; } = "1";

    public bool IncludesTax { get; set; } = true;

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }

    public static PlanInput Of(Plan plan) => new()
    {
        Name = plan.Name,
        Down = plan.DownKbps.ToString(CultureInfo.InvariantCulture),
        Up = plan.UpKbps.ToString(CultureInfo.InvariantCulture),
        Price = plan.Price.ToString("0.00", CultureInfo.CurrentCulture),
        Frequency = plan.FrequencyMonths.ToString(CultureInfo.InvariantCulture),
        IncludesTax = plan.PriceIncludesTax,
        Version = plan.Version,
    };
}
