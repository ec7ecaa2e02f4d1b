using Wisp.Sdk;

namespace Wisp.Modules.Clients.Domain;

/// <summary>A client as a person typed it, in the form or in a file; <see cref="ClientRules"/> turns it into values.</summary>
internal sealed record ClientDraft
{
    /// <summary>The choice of no place at all.</summary>
    public static readonly Guid Nowhere = Guid.Empty;

    public string? CustomId { get; init; }
    public PersonKind KindPerson { get; init; }
    public string? Name { get; init; }
    public string? FirstName { get; init; }
    public string? SecondName { get; init; }
    public string? FirstSurname { get; init; }
    public string? SecondSurname { get; init; }

    /// <summary>A code of the country's documents; blank lets the number's shape decide, where it can.</summary>
    public string? DocumentType { get; init; }

    public string? Document { get; init; }
    public string? Phone { get; init; }
    public string? PhoneMobile { get; init; }
    public string? Email { get; init; }
    public string? Details { get; init; }
    public string? Address { get; init; }
    public string? AddressAdditionalData { get; init; }
    public string? ZipCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2; blank means the ISP's country.</summary>
    public string? Country { get; init; }

    public Guid? StateId { get; init; }
    public Guid? CityId { get; init; }

    /// <summary>Chosen by hand: a place, or <see cref="Nowhere"/>; <c>null</c> lets the point decide.</summary>
    public Guid? NeighborhoodId { get; init; }

    /// <summary>The same.</summary>
    public Guid? ZoneId { get; init; }

    /// <summary>A latitude, or latitude and longitude together.</summary>
    public string? Latitude { get; init; }

    public string? Longitude { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? CollectorId { get; init; }

    /// <summary>The same with latitude and longitude in each other's place, however they were typed.</summary>
    public ClientDraft Swapped()
    {
        if (!GeoText.TryRead(Latitude, Longitude, out var typed) || typed is null) return this;
        var point = GeoText.Swapped(typed);
        return this with { Latitude = GeoText.Show(point.Y), Longitude = GeoText.Show(point.X) };
    }

    /// <summary>The same with another's names.</summary>
    public ClientDraft Named(ClientDraft other) => this with
    {
        KindPerson = other.KindPerson,
        Name = other.Name,
        FirstName = other.FirstName,
        SecondName = other.SecondName,
        FirstSurname = other.FirstSurname,
        SecondSurname = other.SecondSurname,
    };

    /// <summary>What the form shows of a stored client.</summary>
    public static ClientDraft Of(Client client) => new()
    {
        CustomId = client.CustomId,
        KindPerson = client.KindPerson,
        Name = client.Name,
        FirstName = client.FirstName,
        SecondName = client.SecondName,
        FirstSurname = client.FirstSurname,
        SecondSurname = client.SecondSurname,
        DocumentType = client.DocumentType,
        Document = client.NationalIdentificationNumber,
        Phone = client.Phone,
        PhoneMobile = client.PhoneMobile,
        Email = client.Email,
        Details = client.Details,
        Address = client.Address,
        AddressAdditionalData = client.AddressAdditionalData,
        ZipCode = client.ZipCode,
        Country = client.Country,
        StateId = client.StateId,
        CityId = client.CityId,
        NeighborhoodId = client.NeighborhoodByHand ? client.NeighborhoodId ?? Nowhere : null,
        ZoneId = client.ZoneByHand ? client.ZoneId ?? Nowhere : null,
        Latitude = GeoText.Show(client.Location?.Y),
        Longitude = GeoText.Show(client.Location?.X),
        SellerId = client.SellerId,
        CollectorId = client.CollectorId,
    };
}
