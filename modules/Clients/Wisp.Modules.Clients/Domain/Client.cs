using NetTopologySuite.Geometries;

namespace Wisp.Modules.Clients.Domain;

/// <summary>A row of <c>clients.client</c>, as the form and deactivation change it.</summary>
internal sealed class Client
{
    public Guid Id { get; init; }
    public long PublicId { get; init; }
    public string? CustomId { get; private set; }
    public PersonKind KindPerson { get; private set; }
    public string Name { get; private set; } = "";
    public string? FirstName { get; private set; }
    public string? SecondName { get; private set; }
    public string? FirstSurname { get; private set; }
    public string? SecondSurname { get; private set; }
    public string? DocumentType { get; private set; }
    public string? NationalIdentificationNumber { get; private set; }
    public string? Phone { get; private set; }
    public string? PhoneKey { get; private set; }
    public string? PhoneMobile { get; private set; }
    public string? PhoneMobileKey { get; private set; }
    public bool PhoneMobileVerified { get; private set; }
    public string? Email { get; private set; }
    public string? Details { get; private set; }
    public string? Address { get; private set; }
    public string? AddressAdditionalData { get; private set; }
    public string? ZipCode { get; private set; }
    public string Country { get; private set; } = "";
    public Guid? StateId { get; private set; }
    public Guid? CityId { get; private set; }
    public Guid? NeighborhoodId { get; private set; }
    public Guid? ZoneId { get; private set; }
    public bool ZoneByHand { get; private set; }
    public bool NeighborhoodByHand { get; private set; }
    public Point? Location { get; private set; }
    public Guid? SellerId { get; private set; }
    public Guid? CollectorId { get; private set; }
    public ClientStatus Status { get; private set; }
    public DateTimeOffset? DeactivatedAt { get; private set; }
    public string? DeactivatedBy { get; private set; }
    public string? DeactivationReason { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; set; }
    public uint Version { get; private set; }

    public string ShownId => CustomId ?? PublicId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Take(ClientValues values)
    {
        CustomId = values.CustomId;
        KindPerson = values.KindPerson;
        Name = values.Name;
        FirstName = values.FirstName;
        SecondName = values.SecondName;
        FirstSurname = values.FirstSurname;
        SecondSurname = values.SecondSurname;
        DocumentType = values.DocumentType;
        NationalIdentificationNumber = values.Document;
        Take(values.Contact);
        Email = values.Email;
        Details = values.Details;
        Country = values.Country;
        StateId = values.StateId;
        CityId = values.CityId;
        // What follows from the point is the database's to write.
        if (values.NeighborhoodByHand) NeighborhoodId = values.NeighborhoodId;
        if (values.ZoneByHand) ZoneId = values.ZoneId;
        (NeighborhoodByHand, ZoneByHand) = (values.NeighborhoodByHand, values.ZoneByHand);
        Location = values.Location;
        SellerId = values.SellerId;
        CollectorId = values.CollectorId;
    }

    public void Take(ContactValues values)
    {
        Phone = values.Phone;
        PhoneKey = values.PhoneKey;
        if (PhoneMobileKey != values.PhoneMobileKey) PhoneMobileVerified = false;
        PhoneMobile = values.PhoneMobile;
        PhoneMobileKey = values.PhoneMobileKey;
        Address = values.Address;
        AddressAdditionalData = values.AddressAdditionalData;
        ZipCode = values.ZipCode;
    }

    public void Deactivate(string by, string reason, DateTimeOffset at)
    {
        Status = ClientStatus.Deactivated;
        DeactivatedAt = UpdatedAt = at;
        DeactivatedBy = by;
        DeactivationReason = reason;
    }

    public void Reactivate(DateTimeOffset at)
    {
        Status = ClientStatus.Active;
        UpdatedAt = at;
        DeactivatedAt = null;
        DeactivatedBy = DeactivationReason = null;
    }
}
