using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Whether a row says of a known client what is stored. Only columns that the file has are compared.</summary>
internal static class Comparison
{
    private static readonly (ImportField Field, Func<ClientValues, object?> Value)[] Values =
    [
        (ImportField.Name, v => v.Name),
        (ImportField.FirstName, v => v.FirstName),
        (ImportField.SecondName, v => v.SecondName),
        (ImportField.FirstSurname, v => v.FirstSurname),
        (ImportField.SecondSurname, v => v.SecondSurname),
        (ImportField.Document, v => v.DocumentKey),
        (ImportField.Email, v => v.EmailKey),
        (ImportField.Phone, v => v.Phone),
        (ImportField.Mobile, v => v.PhoneMobile),
        (ImportField.Details, v => v.Details),
        (ImportField.Address, v => v.Address),
        (ImportField.AddressExtra, v => v.AddressAdditionalData),
        (ImportField.ZipCode, v => v.ZipCode),
        (ImportField.State, v => v.StateId),
        (ImportField.City, v => v.CityId),
        (ImportField.Neighborhood, v => v.NeighborhoodId),
        (ImportField.Zone, v => v.ZoneId),
        (ImportField.Latitude, v => v.Location?.Coordinate),
    ];

    /// <summary>Whether a client would be another than it is.</summary>
    public static bool Changes(ClientValues wanted, ClientValues stored) =>
        wanted.KindPerson != stored.KindPerson || wanted.DocumentType != stored.DocumentType
        || Array.Exists(Values, v => !Equals(v.Value(wanted), v.Value(stored)));

    /// <summary>The first field that differs, or <c>null</c>.</summary>
    public static ImportField? Difference(TableColumns<ImportField> columns, ImportRow row, KnownClient client)
    {
        var told = row.Values!;
        if (told.CustomId is not null && told.CustomId != client.ShownId) return ImportField.ClientId;
        if (Tells(ImportField.Kind) && told.KindPerson != client.Values.KindPerson) return ImportField.Kind;
        if (Tells(ImportField.DocumentType) && told.DocumentType != client.Values.DocumentType) return ImportField.DocumentType;
        foreach (var (field, value) in Values)
            if (columns.Has(field) && !Equals(value(told), value(client.Values)) && !(value(told) is null && FollowsFromPoint(field))) return field;
        return null;

        // The file says nothing of a place that the client has by its point.
        bool FollowsFromPoint(ImportField field) => field switch
        {
            ImportField.Zone => !client.Values.ZoneByHand,
            ImportField.Neighborhood or ImportField.City => !client.Values.NeighborhoodByHand && client.Values.Location is not null,
            _ => false,
        };

        // Left blank, these follow from the others.
        bool Tells(ImportField field) => columns.Cell(row.Cells, field) is not null;
    }
}
