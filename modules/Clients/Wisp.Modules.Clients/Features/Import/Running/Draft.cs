using System.Collections.Frozen;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Turns a record's cells into the draft that the form would send.</summary>
internal static class Draft
{
    private static readonly FrozenDictionary<string, ImportField> Fields = new Dictionary<string, ImportField>
    {
        [nameof(ClientDraft.CustomId)] = ImportField.ClientId,
        [nameof(ClientDraft.KindPerson)] = ImportField.Kind,
        [nameof(ClientDraft.Name)] = ImportField.Name,
        [nameof(ClientDraft.FirstName)] = ImportField.FirstName,
        [nameof(ClientDraft.SecondName)] = ImportField.SecondName,
        [nameof(ClientDraft.FirstSurname)] = ImportField.FirstSurname,
        [nameof(ClientDraft.SecondSurname)] = ImportField.SecondSurname,
        [nameof(ClientDraft.DocumentType)] = ImportField.DocumentType,
        [nameof(ClientDraft.Document)] = ImportField.Document,
        [nameof(ClientDraft.Phone)] = ImportField.Phone,
        [nameof(ClientDraft.PhoneMobile)] = ImportField.Mobile,
        [nameof(ClientDraft.Email)] = ImportField.Email,
        [nameof(ClientDraft.Details)] = ImportField.Details,
        [nameof(ClientDraft.Address)] = ImportField.Address,
        [nameof(ClientDraft.AddressAdditionalData)] = ImportField.AddressExtra,
        [nameof(ClientDraft.ZipCode)] = ImportField.ZipCode,
        [nameof(ClientDraft.Latitude)] = ImportField.Latitude,
        [nameof(ClientDraft.Longitude)] = ImportField.Longitude,
    }.ToFrozenDictionary();

    public static ImportField? FieldOf(string draftField) => Fields.TryGetValue(draftField, out var field) ? field : null;

    public static ClientDraft Read(TableColumns<ImportField> columns, string[] cells, PersonKind kind) => new()
    {
        CustomId = columns.Cell(cells, ImportField.ClientId),
        KindPerson = kind,
        Name = columns.Cell(cells, ImportField.Name),
        FirstName = columns.Cell(cells, ImportField.FirstName),
        SecondName = columns.Cell(cells, ImportField.SecondName),
        FirstSurname = columns.Cell(cells, ImportField.FirstSurname),
        SecondSurname = columns.Cell(cells, ImportField.SecondSurname),
        DocumentType = columns.Cell(cells, ImportField.DocumentType),
        Document = columns.Cell(cells, ImportField.Document),
        Phone = columns.Cell(cells, ImportField.Phone),
        PhoneMobile = columns.Cell(cells, ImportField.Mobile),
        Email = columns.Cell(cells, ImportField.Email),
        Details = columns.Cell(cells, ImportField.Details),
        Address = columns.Cell(cells, ImportField.Address),
        AddressAdditionalData = columns.Cell(cells, ImportField.AddressExtra),
        ZipCode = columns.Cell(cells, ImportField.ZipCode),
        Latitude = columns.Cell(cells, ImportField.Latitude),
        Longitude = columns.Cell(cells, ImportField.Longitude),
    };
}
