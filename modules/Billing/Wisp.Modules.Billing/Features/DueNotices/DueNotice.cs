namespace Wisp.Modules.Billing.Features.DueNotices;

/// <summary>What the mail about unpaid invoices says: one a client and day.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Lines">The invoices, the first due first.</param>
public sealed record DueNotice(string Name, IReadOnlyList<DueNotice.Line> Lines)
{
    /// <summary>An invoice of the mail.</summary>
    /// <param name="Kind">Why it is told: <c>due</c> falls due soon, <c>alert</c> is overdue, <c>cut</c> cut the service.</param>
    /// <param name="Contract">Number of the contract.</param>
    /// <param name="Paper">Letter, point of sale and number.</param>
    /// <param name="DueOn">First due date.</param>
    /// <param name="SecondDueOn">Second due date.</param>
    /// <param name="Currency">ISO 4217.</param>
    /// <param name="Balance">What is left of it.</param>
    public sealed record Line(string Kind, long? Contract, string Paper, DateOnly DueOn, DateOnly SecondDueOn, string Currency, decimal Balance);
}
