using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>
/// Extension point: a kind of payment gateway, such as a bank, a payment service or a shop. Wisp keeps the gateways that operators make of it,
/// their encrypted credentials, their clients and their notices; the kind only knows how that service speaks. Register it with the module's services
/// as scoped. Its methods run in web requests: whatever they ask over the network must answer within seconds. One that throws is logged, and what was
/// asked of it is refused. Wisp brings the kind <c>hmac</c>, which <c>docs/gateways.md</c> describes.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Stable key of the kind, stored with each gateway: a lower-case letter, then at most 39 of <c>a-z</c>, <c>0-9</c>, <c>-</c> and <c>_</c>.</summary>
    string Kind { get; }

    /// <summary>What people call the kind.</summary>
    Label Label { get; }

    /// <summary>What an operator fills in for a gateway of this kind, in order.</summary>
    IReadOnlyList<GatewayField> Fields { get; }

    /// <summary>Tries whether settings and credentials work, asking the service where it can be asked (GW-02).</summary>
    /// <param name="account">The gateway.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns><c>null</c> when they do; else what is wrong, one sentence in the reader's language that holds no secret.</returns>
    Task<string?> VerifyAsync(GatewayAccount account, CancellationToken cancellationToken);

    /// <summary>Enrols a client with the service. It runs before anything is stored, so enrolling the same client again must be harmless.</summary>
    /// <param name="account">A verified gateway.</param>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The id that notices will carry and the permanent link, or what is wrong.</returns>
    Task<GatewayEnrolment> EnrolAsync(GatewayAccount account, GatewayClient client, CancellationToken cancellationToken);

    /// <summary>Makes a link by which one invoice is paid. Called whenever the link is shown, so the same invoice should give the same link.</summary>
    /// <param name="account">A verified gateway.</param>
    /// <param name="invoice">An invoice that is owed.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>An absolute <c>https</c> address, or <c>null</c> when the kind has no such links.</returns>
    Task<Uri?> LinkAsync(GatewayAccount account, GatewayInvoice invoice, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a notice that came to <c>POST /billing/gateways/{id}/notices</c>. Nobody has looked at it: the kind checks that it is authentic, in
    /// constant time, before it believes any of it. It stores nothing; Wisp sees to repeats, order and booking.
    /// </summary>
    /// <param name="account">The gateway that it came to.</param>
    /// <param name="request">Headers and body as they came.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What it says, or why it is refused.</returns>
    Task<GatewayReading> ReadAsync(GatewayAccount account, GatewayRequest request, CancellationToken cancellationToken);
}

/// <summary>A field of a kind's settings.</summary>
/// <param name="Key">Its name in <see cref="GatewayAccount.Settings"/> or <see cref="GatewayAccount.Secrets"/>: <c>a-z</c> and <c>_</c>.</param>
/// <param name="Label">What people call it.</param>
public sealed record GatewayField(string Key, Label Label)
{
    /// <summary>A sentence below the field, or <c>null</c>.</summary>
    public Label? Hint { get; init; }

    /// <summary>Whether it may stay empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is kept encrypted, masked in the audit, and never shown again once stored.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether Wisp makes it at random, on demand, and shows it that once; such a field is a secret.</summary>
    public bool IsGenerated { get; init; }
}

/// <summary>A gateway as its kind sees it.</summary>
/// <param name="Id">The gateway.</param>
/// <param name="Settings">What was filled in, without what was left empty.</param>
/// <param name="Secrets">Decrypted. Put them into no message, log or address.</param>
public sealed record GatewayAccount(Guid Id, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Secrets);

/// <summary>A client who is enrolled.</summary>
/// <param name="Id">The client.</param>
/// <param name="ShownId">The ID that people know.</param>
/// <param name="Name">Full name or firm.</param>
/// <param name="Email">The main address, or <c>null</c>.</param>
/// <param name="Document">The document as typed, or <c>null</c>.</param>
/// <param name="TypedId">The id at the gateway that an operator typed, or <c>null</c> when he left it to the kind.</param>
public sealed record GatewayClient(Guid Id, string ShownId, string Name, string? Email, string? Document, string? TypedId);

/// <summary>What came of enrolling.</summary>
/// <param name="ExternalId">The id that notices carry, 1 to 100 characters; <c>null</c> when it failed.</param>
/// <param name="Link">The permanent pay link, absolute and <c>https</c>, or <c>null</c>.</param>
/// <param name="Problem">What is wrong, one sentence in the reader's language, or <c>null</c>.</param>
public sealed record GatewayEnrolment(string? ExternalId, Uri? Link = null, string? Problem = null);

/// <summary>An invoice to be paid.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="Reference">The reference that its notice may carry instead of the client's id: <c>INV-</c> and its number in Wisp.</param>
/// <param name="Balance">What is owed of it, above 0, two decimals.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record GatewayInvoice(Guid Id, string Reference, decimal Balance, string Currency);

/// <summary>A request to the address of notices.</summary>
/// <param name="Headers">By name without regard to case; several values of one are joined with commas.</param>
/// <param name="Body">The raw body, at most 65,536 bytes.</param>
/// <param name="At">When it came.</param>
public sealed record GatewayRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At);

/// <summary>How money stands at the service.</summary>
public enum GatewayMoney
{
    /// <summary>Begun, or on its way: nothing is booked.</summary>
    Pending,

    /// <summary>It is there.</summary>
    Received,

    /// <summary>Refused, cancelled or expired: nothing is booked, and nothing that was booked is undone.</summary>
    Failed,
}

/// <summary>What an authentic notice says. Wisp checks amount, currency and day against its own rules.</summary>
/// <param name="Transaction">The service's own number of the transaction, 1 to 200 characters: one transaction is one payment (INV-P3).</param>
/// <param name="Reference">The client's id at the gateway, or the reference of an invoice; 1 to 100 characters.</param>
/// <param name="Amount">A number as it was sent, never a formatted text.</param>
/// <param name="Currency">ISO 4217, as it was sent.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="Money">How it stands.</param>
public sealed record GatewayNotice(string Transaction, string Reference, decimal Amount, string Currency, DateTimeOffset PaidAt, GatewayMoney Money);

/// <summary>Why a notice is refused.</summary>
/// <param name="Field">The field or header that is wrong.</param>
/// <param name="Rule">A stable word for the rule: <c>missing</c>, <c>shape</c>.</param>
/// <param name="Message">One sentence with the value and the rule, in the reader's language, without secrets.</param>
/// <param name="IsForged">Whether it could not be shown to be authentic: the answer is 401 instead of 400, and nothing of it is kept.</param>
public sealed record GatewayRefusal(string Field, string Rule, string Message, bool IsForged = false);

/// <summary>What came of reading a notice: one of the two.</summary>
/// <param name="Notice">What it says, or <c>null</c>.</param>
/// <param name="Refusal">Why it is refused, or <c>null</c>.</param>
public sealed record GatewayReading(GatewayNotice? Notice, GatewayRefusal? Refusal = null);
