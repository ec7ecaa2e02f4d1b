using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// How a client is reached, for a module where he looks after that himself. It asks for no operator: whoever calls has made sure that the person is that
/// client. In bulk the same stands in <c>clients.clients_v1</c> (<see cref="IClientDirectory"/>). Other addresses that get his invoices are Billing's.
/// </summary>
public interface IClientContact
{
    /// <summary>Reads a client, deactivated ones too.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The client, or <c>null</c> when there is none with that id.</returns>
    Task<ClientContact?> FindAsync(Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>Reads a client as <see cref="FindAsync"/> does, and keeps others from changing him until the caller's transaction ends.</summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The client, or <c>null</c> when there is none with that id.</returns>
    Task<ClientContact?> LockAsync(IWispTransaction transaction, Guid clientId, CancellationToken cancellationToken = default);

    /// <summary>Finds the one active client with that main e-mail, without regard to case, by a unique index.</summary>
    /// <param name="email">The address as typed; blanks around it do not matter.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The client, or <c>null</c> when no active client has it.</returns>
    Task<Guid?> FindByEmailAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes phones and address of an active client, by the rules of the client's form; audited like every change. What the form only warns of is saved. Runs in
    /// the module's own role and leaves the caller's as it was. The caller commits only without problems.
    /// </summary>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="change">All of it, as typed; a blank field is emptied.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What is wrong, by the fields of <see cref="ContactChange"/>, or no field when there is no such active client; empty when it was saved.</returns>
    Task<IReadOnlyList<ContactProblem>> SaveAsync(
        IWispTransaction transaction, Guid clientId, ContactChange change, CancellationToken cancellationToken = default);
}

/// <summary>How a client is reached.</summary>
/// <param name="Id">The client.</param>
/// <param name="ShownId">The ID that people know: the typed one, else the number given.</param>
/// <param name="Name">Full name or firm.</param>
/// <param name="Active"><c>false</c> when deactivated.</param>
/// <param name="Email">The main e-mail, as typed; no two active clients share one. <c>null</c> without one.</param>
/// <param name="Phone">Phone as typed, or <c>null</c>.</param>
/// <param name="PhoneMobile">Mobile phone as typed, or <c>null</c>.</param>
/// <param name="Address">Street and number, or <c>null</c>.</param>
/// <param name="AddressAdditionalData">Floor, flat and the like, or <c>null</c>.</param>
/// <param name="ZipCode">Postal code, or <c>null</c>.</param>
/// <param name="Neighborhood">Name of the neighbourhood, or <c>null</c>.</param>
/// <param name="City">Name of the city, or <c>null</c>.</param>
/// <param name="State">Name of the state or province, or <c>null</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
public sealed record ClientContact(
    Guid Id, string ShownId, string Name, bool Active, string? Email, string? Phone, string? PhoneMobile, string? Address, string? AddressAdditionalData, string? ZipCode,
    string? Neighborhood, string? City, string? State, string Country);

/// <summary>What a client wants of his phones and address. State, city and neighbourhood stay as they are.</summary>
/// <param name="Phone">At most 30 characters: digits, blanks, <c>+</c>, dashes and parentheses, with at least 6 digits; <c>null</c> for none.</param>
/// <param name="PhoneMobile">The same for the mobile phone.</param>
/// <param name="Address">At most 255 characters, or <c>null</c>.</param>
/// <param name="AddressAdditionalData">At most 255 characters, or <c>null</c>.</param>
/// <param name="ZipCode">Postal code, or <c>null</c>.</param>
public sealed record ContactChange(string? Phone, string? PhoneMobile, string? Address, string? AddressAdditionalData, string? ZipCode);

/// <summary>A value that a rule refuses.</summary>
/// <param name="Field">The property of <see cref="ContactChange"/>; empty when it is none alone.</param>
/// <param name="Message">One sentence with the value and the rule, in the reader's language, as the client's form says it.</param>
public sealed record ContactProblem(string Field, string Message);
