using System.Text;
using Wisp.Tool.Demo.Numbers;

namespace Wisp.Tool.Demo;

/// <summary>Writes made-up clients at real addresses as a CSV that the import reads.</summary>
internal static class DemoPeople
{
    private const string Headings =
        "Nombre;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Tipo de documento;Documento/cédula;"
        + "E-mail;Teléfono;Teléfono celular;Observaciones;Dirección;Dato adicional;Barrio;Ciudad;Provincia/estado/región;Zona;Latitud;Longitud";

    /// <summary>Writes the file; the same number, addresses and country give the same bytes, a larger number the same people and more.</summary>
    /// <param name="people">How many clients.</param>
    /// <param name="addresses">File of addresses, or <c>null</c> for the sample.</param>
    /// <param name="country">The ISP's country, ISO 3166-1 alpha-2: whose documents and phones people have.</param>
    /// <param name="output">Where the file goes.</param>
    public static async Task WriteAsync(int people, string? addresses, string country, Stream output)
    {
        var file = await AddressFile.ReadAsync(addresses);
        var made = new MadeUpPeople(CountryNumbers.Of(country));
        await using var writer = new StreamWriter(output, new UTF8Encoding(true), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(Headings + "\r\n");
        for (var person = 0; person < people; person++)
            await writer.WriteAsync(Row(made.Next(), file[person], file.Before(person)));
    }

    private static string Row(Person person, Address address, int before) => string.Join(';', new[]
    {
        person.Name, person.Kind, person.FirstName, person.SecondName, person.FirstSurname, person.SecondSurname, person.Document.Type,
        person.Document.Number, person.Email, person.Phone, person.Mobile, person.Notes, address.Street,
        before == 0 ? "" : $"Apto. {before + 1}", address.Neighborhood, "Montevideo", "Montevideo", address.Zone, address.Latitude, address.Longitude,
    }.Select(Cell)) + "\r\n";

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(";\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
