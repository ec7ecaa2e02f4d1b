using System.Collections.Frozen;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>Headings that the import knows; case, accents, blanks and signs do not matter.</summary>
internal static class Headings
{
    private static readonly IReadOnlyDictionary<string, ImportField> Known = TableHeading.Index(new Dictionary<ImportField, string[]>
    {
        [ImportField.ClientId] = ["ID cliente", "ID de cliente", "ID", "client_id", "custom_id", "public_id"],
        [ImportField.Name] = ["Nombre", "name", "Nombre completo", "Nombre y apellido", "Apellido y nombre", "Razón social", "full_name", "cliente"],
        [ImportField.Kind] = ["Tipo de persona", "kind_person"],
        [ImportField.FirstName] = ["Primer nombre", "first_name"],
        [ImportField.SecondName] = ["Segundo nombre", "second_name"],
        [ImportField.FirstSurname] = ["Primer apellido", "first_surname", "Apellido"],
        [ImportField.SecondSurname] = ["Segundo apellido", "second_surname"],
        [ImportField.Document] = ["Documento/cédula", "Documento o cédula", "Documento", "Cédula", "DNI", "national_identification_number"],
        [ImportField.DocumentType] = ["Tipo de documento", "document_type"],
        [ImportField.Email] = ["E-mail", "E-mail de contacto", "Correo", "Correo electrónico", "mail"],
        [ImportField.Phone] = ["Teléfono", "phone", "Teléfono fijo"],
        [ImportField.Mobile] = ["Teléfono celular", "Celular", "Móvil", "phone_mobile", "mobile"],
        [ImportField.Details] = ["Observaciones", "Notas", "details", "notes"],
        [ImportField.Address] = ["Dirección", "Domicilio", "address"],
        [ImportField.AddressExtra] = ["Dato adicional", "address_additional_data"],
        [ImportField.ZipCode] = ["Código postal", "zip_code", "zip"],
        [ImportField.State] = ["Provincia/estado/región", "Provincia", "Estado", "Región", "Departamento", "state"],
        [ImportField.City] = ["Ciudad", "Localidad", "city"],
        [ImportField.Neighborhood] = ["Barrio", "neighborhood", "neighbourhood"],
        [ImportField.Zone] = ["Zona", "zone"],
        [ImportField.Latitude] = ["Latitud", "latitude", "lat"],
        [ImportField.Longitude] = ["Longitud", "longitude", "lon", "lng"],
    });

    /// <summary>Columns of the export that other modules own, or that the database sets: known, and not read.</summary>
    private static readonly FrozenSet<string> NotOurs = new[]
    {
        "Facturación habilitada", "Tipo de factura", "Condición impositiva", "Número de identificación tributaria",
        "Número de facturas impagas", "Balance de facturas impagas", "Información de Pasarelas de Pago", "Creado el",
        "Última modificación", "created_at", "updated_at", "invoicing_enabled", "invoice_kind", "vat_condition", "taxpayer_identification_number",
        "unpaid_invoices", "unpaid_balance", "payment_gateways",
    }.Select(TableHeading.Fold).ToFrozenSet(StringComparer.Ordinal);

    public static ImportField? Find(string heading) => Known.TryGetValue(TableHeading.Fold(heading), out var field) ? field : null;

    public static bool IsNotOurs(string heading) => NotOurs.Contains(TableHeading.Fold(heading));

    public static bool IsKnown(string heading) => Find(heading) is not null || IsNotOurs(heading);
}
