namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Cédula, written with or without its letter; RIF, whose letter says whose it is and counts in the check digit.</summary>
internal sealed class VenezuelanDocuments : ICountryDocuments
{
    private static readonly int[] Weights = [3, 2, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CI", Cedula) { Write = key => char.IsAsciiDigit(key[0]) ? Separators.Thousands(key) : $"{key[0]}-{Separators.Thousands(key[1..])}" },
        new("RIF", Rif) { IsTaxId = true, Write = Separators.Mask("#-########-#") },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, char.IsAsciiLetter(key[0]), Digits.Only(key.AsSpan(1))) switch
    {
        (10, true, true) => "RIF",
        ( >= 5 and <= 8, false, true) => "CI",
        ( >= 6 and <= 9, true, true) when key[0] is 'V' or 'E' => "CI",
        _ => null,
    };

    private static DocumentFinding? Cedula(DocumentNumber number)
    {
        var key = number.Key;
        if (char.IsAsciiDigit(key[0])) return Digits.Fault(key, 5, 8);
        return key[0] is 'V' or 'E' ? Digits.Fault(key[1..], 5, 8) : DocumentFault.Prefix;
    }

    private static DocumentFinding? Rif(DocumentNumber number)
    {
        var key = number.Key;
        if (Holder(key[0]) is not { } holder) return DocumentFault.Prefix;
        if (Digits.Fault(key[1..], 9) is { } fault) return fault;
        return "00987654321"[(holder + Digits.Sum(key.AsSpan(1), Weights)) % 11] == key[9] ? null : DocumentFault.CheckDigit;
    }

    private static int? Holder(char letter) => letter switch
    {
        'V' => 4,
        'E' => 8,
        'J' => 12,
        'P' => 16,
        'G' => 20,
        _ => null,
    };
}
