namespace Wisp.Modules.Billing.Features.Taxes;

/// <summary>What a person typed.</summary>
internal sealed class TaxInput
{
    public string? Name { get; set; }

    public string? Kind { get; set; } = "vat";

    public string? Rate { get; set; }

    public string? Country { get; set; }

    public string? Code { get; set; }

    public bool Included { get; set; } = true;

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}
