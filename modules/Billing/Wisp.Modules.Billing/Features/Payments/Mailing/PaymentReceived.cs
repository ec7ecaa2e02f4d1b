namespace Wisp.Modules.Billing.Features.Payments.Mailing;

/// <summary>What the mail about a payment says.</summary>
/// <param name="Name">Whose payment.</param>
/// <param name="Number">Number of the receipt.</param>
/// <param name="Day">Day of the payment.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Paid">What it paid, as papers name them.</param>
/// <param name="Balance">The account after it; negative is owed.</param>
public sealed record PaymentReceived(string Name, long Number, DateOnly Day, decimal Amount, string Currency, IReadOnlyList<string> Paid, decimal Balance);
