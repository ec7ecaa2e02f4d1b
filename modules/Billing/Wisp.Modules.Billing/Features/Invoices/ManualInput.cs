namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>A line as typed.</summary>
internal sealed class ManualLine
{
    public string? Description { get; set; }

    public string? Quantity { get; set; } = "1";

    public string? Price { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Description) && string.IsNullOrWhiteSpace(Price);
}

/// <summary>What a person typed.</summary>
internal sealed class ManualInput
{
    /// <summary>Made with the form, and becomes the invoice's id: the same form sent twice is one invoice.</summary>
    public Guid Key { get; set; } = Guid.CreateVersion7();

    public List<ManualLine> Lines { get; set; } = [];

    public bool IncludesTax { get; set; } = true;

    /// <summary>Taken off the sum of the lines.</summary>
    public string? Discount { get; set; }

    public string? Concept { get; set; }

    /// <summary>The contract whose days it covers, or <c>null</c> for none: then no run minds it.</summary>
    public Guid? ContractId { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }
}
