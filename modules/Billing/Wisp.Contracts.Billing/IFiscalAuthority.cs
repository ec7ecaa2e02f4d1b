using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>
/// Extension point: a country's tax authority to which invoices and credit notes are reported, one at a time and in the order of their series.
/// Wisp keeps the queue, the numbers, what was sent and answered, and finds out what became of a voucher whose answer was lost; the authority only
/// knows how that service speaks. Register it with the module's services as scoped. Its methods run in the worker and are never called for two
/// vouchers of a series at once; each should end within a minute. Wisp brings none: firms without an authority number their invoices by themselves.
/// </summary>
public interface IFiscalAuthority
{
    /// <summary>Stable key, stored with each firm: a lower-case letter, then at most 39 of <c>a-z</c>, <c>0-9</c>, <c>-</c> and <c>_</c>.</summary>
    string Code { get; }

    /// <summary>What people call it.</summary>
    Label Label { get; }

    /// <summary>ISO 3166-1 alpha-2, upper case: whose firms report to it.</summary>
    string Country { get; }

    /// <summary>How many days a voucher may be dated back, 0 or more; older ones are dated the day on which they are sent.</summary>
    int DaysBack { get; }

    /// <summary>The last number that the authority knows in a series, 0 when it knows none. The next voucher takes the one after it.</summary>
    /// <param name="series">The series.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="Exception">It was not reached: the voucher stays queued and is tried again after 1, 5, 15 and then every 60 minutes.</exception>
    Task<long> LastNumberAsync(FiscalSeries series, CancellationToken cancellationToken);

    /// <summary>Reports a voucher under the number that it carries.</summary>
    /// <param name="voucher">The voucher.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>What the authority answered: authorised or refused.</returns>
    /// <exception cref="FiscalAuthorityUnavailableException">Nothing was sent, for sure: the voucher stays queued.</exception>
    /// <exception cref="Exception">
    /// It may have been sent: the voucher is uncertain, and nothing of its series is sent until <see cref="FindAsync"/> answers.
    /// </exception>
    Task<FiscalAnswer> AuthorizeAsync(FiscalVoucher voucher, CancellationToken cancellationToken);

    /// <summary>Asks what became of a voucher that may have been sent.</summary>
    /// <param name="voucher">The voucher, with the number and date that it was sent with.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The authorisation, or <c>null</c> when the authority has nothing under that number, or a voucher of another receiver, date or total.</returns>
    Task<FiscalAnswer?> FindAsync(FiscalVoucher voucher, CancellationToken cancellationToken);
}

/// <summary>Nothing was sent to the authority: there was no connection, or it said that it is closed.</summary>
/// <param name="message">One sentence that holds no secret.</param>
/// <param name="inner">What happened, or <c>null</c>.</param>
public sealed class FiscalAuthorityUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where numbers run without gaps.</summary>
/// <param name="Taxpayer">The firm's tax number, in the form that is stored: no dots or dashes.</param>
/// <param name="PointOfSale">1 to 99999.</param>
/// <param name="Letter">The document's letter.</param>
/// <param name="Code">By which the country's data know this kind of document, or <c>null</c>.</param>
public sealed record FiscalSeries(string Taxpayer, int PointOfSale, string Letter, int? Code);

/// <summary>An invoice or credit note as it is reported. Amounts have two decimals, none is negative, and they add up.</summary>
/// <param name="DocumentId">The invoice or note.</param>
/// <param name="Series">Its series.</param>
/// <param name="Number">1 to 99999999.</param>
/// <param name="On">Its date, in the ISP's time zone: the day of issue, or later (<see cref="IFiscalAuthority.DaysBack"/>), never before the last one of its series.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">What the client pays: <paramref name="Taxed"/>, <paramref name="Untaxed"/>, VAT and other taxes together.</param>
/// <param name="Taxed">Sum of the bases of VAT.</param>
/// <param name="Untaxed">What is left of the total without taxes: exempt, or all of it where the letter shows no VAT.</param>
/// <param name="Receiver">Whom it is for.</param>
public sealed record FiscalVoucher(
    Guid DocumentId, FiscalSeries Series, long Number, DateOnly On, string Currency, decimal Total, decimal Taxed, decimal Untaxed, FiscalReceiver Receiver)
{
    /// <summary>VAT by rate, and other taxes.</summary>
    public IReadOnlyList<FiscalTax> Taxes { get; init; } = [];

    /// <summary>First day of the service, or <c>null</c> when it covers no days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the service, or <c>null</c>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>When an invoice falls due, not before <see cref="On"/>; <c>null</c> of a credit note.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The invoice that a credit note corrects, or <c>null</c> of an invoice.</summary>
    public FiscalReference? Corrects { get; init; }
}

/// <summary>A tax of a voucher.</summary>
/// <param name="Kind"><c>vat</c>, <c>perception</c>, <c>internal</c> or <c>other</c>.</param>
/// <param name="Code">The authority's code of the tax or rate, or <c>null</c>.</param>
/// <param name="Name">What papers call it.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Base">What it is taken of.</param>
/// <param name="Amount">The tax.</param>
public sealed record FiscalTax(string Kind, string? Code, string Name, decimal Rate, decimal Base, decimal Amount);

/// <summary>The client, as copied at issue.</summary>
/// <param name="Condition">Code of the standing in the country's data.</param>
/// <param name="Name">As printed.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Taxpayer">Tax number as stored, or <c>null</c>.</param>
/// <param name="DocumentType">Kind of identity document, or <c>null</c>.</param>
/// <param name="Document">Its number, or <c>null</c>.</param>
/// <param name="Address">As printed, or <c>null</c>.</param>
public sealed record FiscalReceiver(string? Condition, string Name, string Country, string? Taxpayer, string? DocumentType, string? Document, string? Address);

/// <summary>A voucher that was authorised before.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Number">Its number.</param>
/// <param name="On">Its date.</param>
public sealed record FiscalReference(FiscalSeries Series, long Number, DateOnly On);

/// <summary>What an authority said of a voucher.</summary>
/// <param name="Code">The authorisation, at most 50 characters; <c>null</c> when it was refused, and then its number is free.</param>
public sealed record FiscalAnswer(string? Code)
{
    /// <summary>Until when the authorisation is valid, or <c>null</c>.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Remarks of the authority on a voucher that it authorised.</summary>
    public IReadOnlyList<FiscalRemark> Observations { get; init; } = [];

    /// <summary>Why it was refused.</summary>
    public IReadOnlyList<FiscalRemark> Errors { get; init; } = [];

    /// <summary>Text of the square code that the paper must show, such as <see cref="ArcaQr"/> makes; <c>null</c> for none.</summary>
    public string? Qr { get; init; }

    /// <summary>What was sent, without secrets, for whoever looks into it; at most 100,000 characters are kept.</summary>
    public string? Request { get; init; }

    /// <summary>What came back, without secrets; at most 100,000 characters are kept.</summary>
    public string? Response { get; init; }
}

/// <summary>One remark.</summary>
/// <param name="Code">The authority's number of it, or empty.</param>
/// <param name="Text">Its sentence, as it came.</param>
public sealed record FiscalRemark(string Code, string Text);
