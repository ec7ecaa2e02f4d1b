namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>What a person typed.</summary>
internal sealed class PaymentInput
{
    /// <summary>Made with the form: the same form sent twice is one payment.</summary>
    public Guid Key { get; set; } = Guid.CreateVersion7();

    public string? Amount { get; set; }

    public string? Date { get; set; }

    public Guid? MethodId { get; set; }

    public string? Reference { get; set; }

    public string? Comment { get; set; }

    public Guid? CollectorId { get; set; }

    /// <summary><see cref="PutTo.Oldest"/>, <see cref="PutTo.Chosen"/> or <see cref="PutTo.Credit"/>.</summary>
    public string? To { get; set; }

    /// <summary>The invoices that are paid, in this order (PAY-03).</summary>
    public List<Guid> Invoices { get; set; } = [];
}

/// <summary>What a payment is for.</summary>
internal static class PutTo
{
    /// <summary>The oldest due first, over all contracts (PAY-02).</summary>
    public const string Oldest = "oldest";

    public const string Chosen = "chosen";

    /// <summary>It stays as credit (PAY-01).</summary>
    public const string Credit = "credit";
}
