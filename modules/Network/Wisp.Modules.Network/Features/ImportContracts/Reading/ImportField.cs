namespace Wisp.Modules.Network.Features.ImportContracts.Reading;

/// <summary>What a column of the file can fill.</summary>
internal enum ImportField
{
    ContractId,
    ClientId,
    Document,
    Plan,
    Server,
    Node,
    StartDate,
    EndDate,
    State,
    Ip,
    Mac,
    PppoeEnabled,
    PppoeUsername,
    PppoePassword,
    Address,
    AddressNumber,
    City,
    Region,
    AddressExtra,
    Latitude,
    Longitude,
    Details,
}
