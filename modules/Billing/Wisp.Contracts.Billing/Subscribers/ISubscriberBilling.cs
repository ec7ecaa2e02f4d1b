namespace Wisp.Contracts.Billing;

/// <summary>
/// What a subscriber may read of his own account. Every question names the client, and what is not his is answered as what is missing. It asks for
/// no operator: whoever calls has made sure that the subscriber is that client. Amounts are in the ISP's currency with two decimals; drafts are never shown.
/// </summary>
public interface ISubscriberBilling
{
    /// <summary>The most rows that a list gives at once.</summary>
    const int LongestPage = 100;

    /// <summary>What the client owes and has.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The account, or <c>null</c> when nothing was ever booked for him.</returns>
    Task<SubscriberAccount?> AccountAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>His issued invoices, newest first.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="before">Only those with a lower <see cref="SubscriberInvoice.PublicId"/>: that of the last row of the page before; <c>null</c> for the first page.</param>
    /// <param name="take">How many at most; below 1 counts as 1, above <see cref="LongestPage"/> as that.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The invoices; empty when there are no more.</returns>
    Task<IReadOnlyList<SubscriberInvoice>> InvoicesAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken = default);

    /// <summary>One of his invoices with its lines, taxes and what paid it. Sentences are in the reader's language.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The invoice, or <c>null</c> when he has none with that id.</returns>
    Task<SubscriberInvoiceDetail?> InvoiceAsync(Guid clientId, Guid invoiceId, CancellationToken cancellationToken = default);

    /// <summary>The paper of one of his invoices, a void one too, in the ISP's language.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    /// <returns>The PDF, or <c>null</c> when he has no such invoice.</returns>
    Task<SubscriberPaper?> InvoicePdfAsync(Guid clientId, Guid invoiceId, CancellationToken cancellationToken = default);

    /// <summary>His payments, newest first, void ones too.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="before">Only those with a lower <see cref="SubscriberPaymentRow.PublicId"/>; <c>null</c> for the first page.</param>
    /// <param name="take">How many at most, as for <see cref="InvoicesAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The payments; empty when there are no more.</returns>
    Task<IReadOnlyList<SubscriberPaymentRow>> PaymentsAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken = default);

    /// <summary>The receipt of one of his payments, a void one too, in the ISP's language.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="paymentId">The payment.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    /// <returns>The PDF, or <c>null</c> when he has no such payment.</returns>
    Task<SubscriberPaper?> ReceiptPdfAsync(Guid clientId, Guid paymentId, CancellationToken cancellationToken = default);

    /// <summary>His current account, newest first, with the balance after each movement.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="before">Only those with a lower <see cref="SubscriberMovement.Id"/>; <c>null</c> for the first page.</param>
    /// <param name="take">How many at most, as for <see cref="InvoicesAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The movements; empty when there are no more.</returns>
    Task<IReadOnlyList<SubscriberMovement>> MovementsAsync(Guid clientId, long? before, int take, CancellationToken cancellationToken = default);
}

/// <summary>A client's account.</summary>
/// <param name="Owed">What is unpaid of his invoices, 0 or more.</param>
/// <param name="Credit">Money of his that paid nothing yet, 0 or more.</param>
/// <param name="Balance"><paramref name="Credit"/> less <paramref name="Owed"/>: negative when he owes.</param>
/// <param name="UnpaidCount">How many invoices are unpaid.</param>
/// <param name="NextDueOn">The earliest first due date of those, which may be past, or <c>null</c> when nothing is unpaid.</param>
/// <param name="Overdue">What is unpaid of invoices whose first due date has passed, in the ISP's time zone.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record SubscriberAccount(decimal Owed, decimal Credit, decimal Balance, int UnpaidCount, DateOnly? NextDueOn, decimal Overdue, string Currency);

/// <summary>How an invoice stands.</summary>
public enum SubscriberInvoiceState
{
    /// <summary>Something of it is unpaid.</summary>
    Pending,

    /// <summary>All of it is paid.</summary>
    Paid,

    /// <summary>It was voided: nothing is owed of it.</summary>
    Void,
}

/// <summary>An issued invoice.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="PublicId">Its number in Wisp, by which lists go on.</param>
/// <param name="Number">Letter, point of sale and number as people read them, such as <c>B 00001-00000012</c>; as long as an authority has given no number, the letter and <c>#</c> with the public id.</param>
/// <param name="IssuedOn">Date of issue, in the ISP's time zone.</param>
/// <param name="FirstDueOn">First due date.</param>
/// <param name="SecondDueOn">Second due date, not before the first.</param>
/// <param name="From">First day that it covers, or <c>null</c>.</param>
/// <param name="To">Last day that it covers, or <c>null</c>.</param>
/// <param name="Total">With taxes, above 0.</param>
/// <param name="Balance">What is unpaid, from 0 to <paramref name="Total"/>.</param>
/// <param name="State">How it stands.</param>
/// <param name="IsOverdue">Whether it is pending and its first due date has passed.</param>
/// <param name="ContractId">The contract that it bills, or <c>null</c>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record SubscriberInvoice(
    Guid Id, long PublicId, string Number, DateOnly IssuedOn, DateOnly FirstDueOn, DateOnly SecondDueOn, DateOnly? From, DateOnly? To, decimal Total, decimal Balance,
    SubscriberInvoiceState State, bool IsOverdue, Guid? ContractId, string Currency);

/// <summary>An invoice with what makes it up.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Lines">Its lines, in the order of the paper.</param>
/// <param name="Taxes">Its taxes, in the order of the paper.</param>
/// <param name="Payments">What paid it, in order; what was taken back later is left out.</param>
public sealed record SubscriberInvoiceDetail(
    SubscriberInvoice Invoice, IReadOnlyList<SubscriberLine> Lines, IReadOnlyList<SubscriberTax> Taxes, IReadOnlyList<SubscriberAllocation> Payments);

/// <summary>A line of an invoice.</summary>
/// <param name="Description">What it charges.</param>
/// <param name="Amount">Its amount, as priced; negative of a discount.</param>
/// <param name="IncludesTax">Whether the amount holds tax.</param>
/// <param name="Why">Answers "why this amount?", one sentence in the reader's language; empty when there is nothing to say.</param>
/// <param name="From">First day that it covers, or <c>null</c>.</param>
/// <param name="To">Last day that it covers, or <c>null</c>.</param>
public sealed record SubscriberLine(string Description, decimal Amount, bool IncludesTax, string Why, DateOnly? From, DateOnly? To);

/// <summary>A tax of an invoice.</summary>
/// <param name="Name">What papers call it.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Base">What it is taken of.</param>
/// <param name="Amount">The tax.</param>
public sealed record SubscriberTax(string Name, decimal Rate, decimal Base, decimal Amount);

/// <summary>What paid a part of an invoice.</summary>
/// <param name="PaymentId">The payment, or <c>null</c> of a credit note.</param>
/// <param name="Name">What people call it, such as "Payment 12", in the reader's language.</param>
/// <param name="On">Its date.</param>
/// <param name="Amount">How much of it went to the invoice, above 0.</param>
public sealed record SubscriberAllocation(Guid? PaymentId, string Name, DateOnly On, decimal Amount);

/// <summary>A paper to be opened.</summary>
/// <param name="FileName">Its name with <c>.pdf</c>.</param>
/// <param name="Content">The PDF.</param>
public sealed record SubscriberPaper(string FileName, ReadOnlyMemory<byte> Content);

/// <summary>A payment.</summary>
/// <param name="Id">The payment.</param>
/// <param name="PublicId">Its number, as receipts show it.</param>
/// <param name="PaidOn">Its date.</param>
/// <param name="Amount">How much, above 0.</param>
/// <param name="Credit">What of it paid nothing yet.</param>
/// <param name="Method">How it was paid, in the reader's language.</param>
/// <param name="Reference">The reference of the transfer or the like, or <c>null</c>.</param>
/// <param name="IsVoid">Whether it was voided, and then paid nothing.</param>
/// <param name="Invoices">The invoices that it pays, as people read their numbers.</param>
public sealed record SubscriberPaymentRow(
    Guid Id, long PublicId, DateOnly PaidOn, decimal Amount, decimal Credit, string Method, string? Reference, bool IsVoid, IReadOnlyList<string> Invoices);

/// <summary>A movement of a current account. What staff noted with it is not shown.</summary>
/// <param name="Id">By which lists go on.</param>
/// <param name="On">Its date.</param>
/// <param name="Kind">What it is, in the reader's language: invoice, payment, credit note, debit note, adjustment, refund or reversal.</param>
/// <param name="Number">The paper's number as people read it, or <c>null</c>.</param>
/// <param name="InvoiceId">The invoice, or the one that a credit note corrects; else <c>null</c>.</param>
/// <param name="PaymentId">The payment, or <c>null</c>.</param>
/// <param name="Amount">Negative of what is charged, positive of what comes in.</param>
/// <param name="Balance">The balance after it: negative when the client owes.</param>
public sealed record SubscriberMovement(long Id, DateOnly On, string Kind, string? Number, Guid? InvoiceId, Guid? PaymentId, decimal Amount, decimal Balance);
