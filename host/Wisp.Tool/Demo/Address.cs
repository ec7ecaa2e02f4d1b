using System.Globalization;
using System.Text;

namespace Wisp.Tool.Demo;

/// <summary>A real address of the city, as people would write it.</summary>
internal sealed record Address(string Street, string Neighborhood, string Latitude, string Longitude)
{
    private static readonly HashSet<string> SmallWords = ["DE", "DEL", "LA", "LAS", "LOS", "EL", "Y"];
    private static readonly TextInfo Spanish = CultureInfo.GetCultureInfo("es-UY").TextInfo;

    /// <summary>Zones of the made-up ISP: the city cut by its map.</summary>
    public string Zone
    {
        get
        {
            var (latitude, longitude) = (Number(Latitude), Number(Longitude));
            return latitude > -34.84 ? "Norte" : longitude < -56.22 ? "Oeste" : longitude > -56.12 ? "Este" : latitude < -34.895 ? "Costa" : "Centro";
        }
    }

    /// <summary>Reads <c>gid,street,number,suffix,barrio,lat,lon</c>; the file knows no quotes.</summary>
    public static Address Read(string line)
    {
        var cells = Repaired(line).Split(',');
        var street = string.Join(' ', new[] { Title(cells[1]), cells[2], cells[3] }.Where(c => c.Length > 0));
        return new(street, Title(cells[4]), cells[5], cells[6]);
    }

    // Some letters of the city's file went through the wrong encoding more than once.
    private static string Repaired(string text)
    {
        while (text.AsSpan().IndexOfAny('Ã', 'Â') >= 0) text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
        return text;
    }

    private static string Title(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((word, i) => i > 0 && SmallWords.Contains(word) ? Spanish.ToLower(word) : Spanish.ToTitleCase(Spanish.ToLower(word))));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
