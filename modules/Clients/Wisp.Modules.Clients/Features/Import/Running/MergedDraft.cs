using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>A stored client as its form would show it after the cells of a row were typed over it.</summary>
internal sealed class MergedDraft(TableColumns<ImportField> columns, bool clears)
{
    /// <summary>Applies the form's rules to the client as the row wants it.</summary>
    public ClientCheck Check(string[] cells, KnownClient client, PersonKind? kind)
    {
        var stored = client.Values;
        var check = ClientRules.Check(Draft(cells, stored, kind ?? stored.KindPerson), stored.Country);
        if (check.Values is not { } values) return check;
        var kept = Keep(cells, values, stored);
        return check with { Values = kept, Doubts = [.. check.Doubts.Where(d => Changes(d.Field, kept, stored))] };
    }

    /// <summary>Whether the row says something of the field: an empty cell does only when it is to empty the field.</summary>
    public bool Tells(string[] cells, ImportField field) => columns.Cell(cells, field) is not null || (clears && columns.Has(field));

    // What was odd before is no news.
    private static bool Changes(string field, ClientValues values, ClientValues stored) => field == nameof(ClientDraft.Latitude)
        ? !Equals(values.Location?.Coordinate, stored.Location?.Coordinate)
        : (values.DocumentKey, values.DocumentType) != (stored.DocumentKey, stored.DocumentType);

    private ClientDraft Draft(string[] cells, ClientValues stored, PersonKind kind)
    {
        var draft = new ClientDraft
        {
            KindPerson = kind,
            FirstName = Told(ImportField.FirstName, stored.FirstName),
            SecondName = Told(ImportField.SecondName, stored.SecondName),
            FirstSurname = Told(ImportField.FirstSurname, stored.FirstSurname),
            SecondSurname = Told(ImportField.SecondSurname, stored.SecondSurname),
            Name = Told(ImportField.Name, stored.Name),
            Document = Told(ImportField.Document, stored.Document),
            Phone = Told(ImportField.Phone, stored.Phone),
            PhoneMobile = Told(ImportField.Mobile, stored.PhoneMobile),
            Email = Told(ImportField.Email, stored.Email),
            Details = Told(ImportField.Details, stored.Details),
            Address = Told(ImportField.Address, stored.Address),
            AddressAdditionalData = Told(ImportField.AddressExtra, stored.AddressAdditionalData),
            ZipCode = Told(ImportField.ZipCode, stored.ZipCode),
            Country = stored.Country,
            Latitude = columns.Cell(cells, ImportField.Latitude),
            Longitude = columns.Cell(cells, ImportField.Longitude),
        };
        return draft with { DocumentType = DocumentType(cells, draft.Document, stored), Name = Name(cells, draft, stored) };

        string? Told(ImportField field, string? present) => Tells(cells, field) ? columns.Cell(cells, field) : present;
    }

    // The name of a natural person that was put together from its parts follows them.
    private string? Name(string[] cells, ClientDraft draft, ClientValues stored) =>
        columns.Cell(cells, ImportField.Name) is null && stored.KindPerson == PersonKind.Natural && stored.Name == Joined(stored.FirstName, stored.SecondName, stored.FirstSurname, stored.SecondSurname)
            ? Joined(draft.FirstName, draft.SecondName, draft.FirstSurname, draft.SecondSurname)
            : draft.Name;

    private static string Joined(params string?[] parts) => string.Join(' ', parts.OfType<string>());

    // A new number keeps the type where it can be one of that type; else its shape decides.
    private string? DocumentType(string[] cells, string? number, ClientValues stored)
    {
        if (columns.Cell(cells, ImportField.DocumentType) is { } kind) return kind;
        if (stored.DocumentType is not { } type || number is null) return null;
        var told = DocumentNumber.Of(number);
        return told.Key == stored.DocumentKey || CountryDocuments.Of(stored.Country).Find(type)?.Check(told) is null or { IsHard: false } ? type : null;
    }

    // What only looks different stays as it was written; what the row does not speak of stays to the last digit.
    private ClientValues Keep(string[] cells, ClientValues values, ClientValues stored) => values with
    {
        Document = values.DocumentKey == stored.DocumentKey ? stored.Document : values.Document,
        Email = values.EmailKey == stored.EmailKey ? stored.Email : values.Email,
        Location = Tells(cells, ImportField.Latitude) || Tells(cells, ImportField.Longitude) ? values.Location : stored.Location,
    };
}
