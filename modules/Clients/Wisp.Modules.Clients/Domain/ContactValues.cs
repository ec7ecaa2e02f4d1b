namespace Wisp.Modules.Clients.Domain;

/// <summary>Phones and address as they are stored; <see cref="ClientRules"/> alone reads them.</summary>
internal sealed record ContactValues(
    string? Phone, string? PhoneKey, string? PhoneMobile, string? PhoneMobileKey, string? Address, string? AddressAdditionalData, string? ZipCode);
