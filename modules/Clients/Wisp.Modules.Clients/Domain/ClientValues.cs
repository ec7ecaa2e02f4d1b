using NetTopologySuite.Geometries;

namespace Wisp.Modules.Clients.Domain;

/// <summary>What is stored: clean text, composed name, comparable keys. <see cref="ClientRules"/> alone makes one.</summary>
internal sealed record ClientValues
{
    public string? CustomId { get; init; }
    public required PersonKind KindPerson { get; init; }
    public required string Name { get; init; }
    public string? FirstName { get; init; }
    public string? SecondName { get; init; }
    public string? FirstSurname { get; init; }
    public string? SecondSurname { get; init; }
    public string? DocumentType { get; init; }
    public string? Document { get; init; }

    /// <summary>Equal to the generated column <c>document_key</c>.</summary>
    public string? DocumentKey { get; init; }

    public string? Phone { get; init; }
    public string? PhoneKey { get; init; }
    public string? PhoneMobile { get; init; }
    public string? PhoneMobileKey { get; init; }
    public string? Email { get; init; }

    /// <summary>Equal to the generated column <c>email_key</c>.</summary>
    public string? EmailKey { get; init; }

    public string? Details { get; init; }
    public string? Address { get; init; }
    public string? AddressAdditionalData { get; init; }
    public string? ZipCode { get; init; }
    public required string Country { get; init; }
    public Guid? StateId { get; init; }
    public Guid? CityId { get; init; }
    public Guid? NeighborhoodId { get; init; }
    public Guid? ZoneId { get; init; }

    /// <summary>Whether a person chose it; else it follows from the point.</summary>
    public bool NeighborhoodByHand { get; init; }

    public bool ZoneByHand { get; init; }
    public Point? Location { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? CollectorId { get; init; }

    public ContactValues Contact => new(Phone, PhoneKey, PhoneMobile, PhoneMobileKey, Address, AddressAdditionalData, ZipCode);
}
