namespace Wisp.Modules.Billing.Features.Invoices.Mailing;

/// <summary>What the mail with an invoice says.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Paper">Letter, point of sale and number.</param>
/// <param name="From">First day billed, or <c>null</c>.</param>
/// <param name="To">Last day billed, or <c>null</c>.</param>
/// <param name="Amount">Its total.</param>
/// <param name="Balance">What is left of it after credit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DueOn">First due date.</param>
public sealed record InvoiceIssued(string Name, string Paper, DateOnly? From, DateOnly? To, decimal Amount, decimal Balance, string Currency, DateOnly DueOn);
