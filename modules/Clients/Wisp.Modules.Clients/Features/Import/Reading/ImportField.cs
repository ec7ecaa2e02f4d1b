namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>What a column of the file can fill.</summary>
internal enum ImportField
{
    ClientId,
    Name,
    Kind,
    FirstName,
    SecondName,
    FirstSurname,
    SecondSurname,
    Document,
    DocumentType,
    Email,
    Phone,
    Mobile,
    Details,
    Address,
    AddressExtra,
    ZipCode,
    State,
    City,
    Neighborhood,
    Zone,
    Latitude,
    Longitude,
}
