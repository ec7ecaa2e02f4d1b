namespace Wisp.Modules.Billing.Features.Firms;

/// <summary>What a person typed.</summary>
internal sealed class FirmInput
{
    public string? Name { get; set; }

    public string? Country { get; set; }

    /// <summary>Country and standing, <c>AR:ri</c>, or <c>fantasy</c>.</summary>
    public string? Condition { get; set; }

    public string? Taxpayer { get; set; }

    public string? GrossIncome { get; set; }

    public string? StartDate { get; set; }

    public string? Activity { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }

    public string? ZipCode { get; set; }

    /// <summary>Code of the authority that it reports to, or empty.</summary>
    public string? Authority { get; set; }

    /// <summary>Of a new firm: its first point of sale.</summary>
    public string? Point { get; set; } = "1";

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}
