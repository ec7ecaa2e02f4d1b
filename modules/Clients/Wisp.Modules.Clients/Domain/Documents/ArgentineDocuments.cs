namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>DNI and its forerunners by length; CUIT, CUIL and CDI by prefix and check digit.</summary>
internal sealed class ArgentineDocuments : ICountryDocuments
{
    private static readonly string[] Prefixes = ["20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55"];
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<string> Types { get; } = ["DNI", "CUIT", "CUIL", "CDI", "CI", "LE", "LC", "PAS"];

    public string? Guess(string key) => (key.Length, key.All(char.IsAsciiDigit)) switch
    {
        (7 or 8, true) => "DNI",
        (11, true) => "CUIT",
        _ => null,
    };

    public DocumentFault? Check(string type, string key) => type switch
    {
        "DNI" => Digits(key, 7, 8),
        "CUIT" or "CUIL" or "CDI" => TaxId(key),
        "PAS" => key.Length is >= 5 and <= 15 ? null : DocumentFault.Length,
        _ => Digits(key, 4, 9),
    };

    private static DocumentFault? Digits(string key, int least, int most) =>
        !key.All(char.IsAsciiDigit) ? DocumentFault.Characters
        : key.Length < least || key.Length > most || key.All(c => c == '0') ? DocumentFault.Length
        : null;

    private static DocumentFault? TaxId(string key)
    {
        if (Digits(key, 11, 11) is { } fault) return fault;
        if (!Prefixes.Contains(key[..2])) return DocumentFault.Prefix;

        // A body of zeros passes the sum and is nobody; a remainder of 10 is never given out.
        var check = (11 - (Weights.Select((weight, i) => weight * (key[i] - '0')).Sum() % 11)) % 11;
        return check == key[10] - '0' && key[2..10] != "00000000" ? null : DocumentFault.CheckDigit;
    }
}
