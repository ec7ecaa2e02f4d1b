namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>DNI and its forerunners by length; CUIT, CUIL and CDI by prefix and check digit.</summary>
internal sealed class ArgentineDocuments : ICountryDocuments
{
    private static readonly string[] Prefixes = ["20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55"];
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("DNI", Digits.Between(7, 8)) { Write = Separators.Thousands },
        TaxId("CUIT"),
        TaxId("CUIL"),
        TaxId("CDI"),
        new("CI", Digits.Between(4, 9)),
        new("LE", Digits.Between(4, 9)) { Write = Separators.Thousands },
        new("LC", Digits.Between(4, 9)) { Write = Separators.Thousands },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (7 or 8, true) => "DNI",
        (11, true) => "CUIT",
        _ => null,
    };

    private static DocumentType TaxId(string code) => new(code, CheckTaxId) { IsTaxId = true, Write = Separators.Mask("##-########-#") };

    private static DocumentFinding? CheckTaxId(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 11) is { } fault) return fault;
        if (!Prefixes.Contains(key[..2])) return DocumentFault.Prefix;

        // A body of zeros passes the sum and is nobody; a remainder of 10 is never given out.
        var check = (11 - (Digits.Sum(key, Weights) % 11)) % 11;
        return check == Digits.Value(key[10]) && !Digits.AreZero(key.AsSpan(2, 8)) ? null : DocumentFault.CheckDigit;
    }
}
