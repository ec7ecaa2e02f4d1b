using NetTopologySuite.Geometries;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Bounces;

namespace Wisp.Modules.Clients.Features.ViewClient;

/// <summary>One client with the names of what it refers to, for its page and the panel.</summary>
internal sealed record ClientDetails
{
    public required Guid Id { get; init; }
    public required string ShownId { get; init; }
    public required PersonKind KindPerson { get; init; }
    public required string Name { get; init; }
    public string? FirstName { get; init; }
    public string? SecondName { get; init; }
    public string? FirstSurname { get; init; }
    public string? SecondSurname { get; init; }
    public string? DocumentType { get; init; }
    public string? Document { get; init; }
    public string? Phone { get; init; }
    public string? PhoneKey { get; init; }
    public string? Mobile { get; init; }
    public string? MobileKey { get; init; }
    public string? Email { get; init; }

    /// <summary>The last time that mail to that address came back.</summary>
    public EmailBounce? Bounce { get; init; }
    public string? Details { get; init; }
    public string? Address { get; init; }
    public string? AddressAdditionalData { get; init; }
    public string? ZipCode { get; init; }
    public required string Country { get; init; }
    public string? State { get; init; }
    public string? City { get; init; }
    public string? Neighborhood { get; init; }
    public string? Zone { get; init; }
    public Point? Location { get; init; }
    public string? Seller { get; init; }
    public string? Collector { get; init; }
    public required ClientStatus Status { get; init; }
    public DateTimeOffset? DeactivatedAt { get; init; }
    public string? DeactivatedBy { get; init; }
    public string? DeactivationReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsActive => Status == ClientStatus.Active;
}
