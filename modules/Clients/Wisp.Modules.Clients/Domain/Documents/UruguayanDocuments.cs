namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Cédula de identidad of people and RUT of firms, both with a check digit.</summary>
internal sealed class UruguayanDocuments : ICountryDocuments
{
    private static readonly int[] CedulaWeights = [2, 9, 8, 7, 6, 3, 4];
    private static readonly int[] RutWeights = [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CI", Cedula) { Write = Separators.ThousandsAndCheck },
        new("RUT", Rut) { IsTaxId = true, Write = Separators.Mask("##-######-###-#") },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (7 or 8, true) => "CI",
        (12, true) => "RUT",
        _ => null,
    };

    private static DocumentFinding? Cedula(DocumentNumber number)
    {
        if (Digits.Fault(number.Key, 7, 8) is { } fault) return fault;

        // Older cédulas are a digit shorter.
        var key = number.Key.PadLeft(8, '0');
        return (10 - (Digits.Sum(key, CedulaWeights) % 10)) % 10 == Digits.Value(key[7]) ? null : DocumentFault.CheckDigit;
    }

    private static DocumentFinding? Rut(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 12) is { } fault) return fault;
        if (Digits.Read(key.AsSpan(0, 2)) is < 1 or > 22) return DocumentFault.Prefix;
        if (Digits.AreZero(key.AsSpan(2, 6)) || key[8..11] != "001") return DocumentFault.Part;

        // A remainder of 10 is never given out.
        return (11 - (Digits.Sum(key, RutWeights) % 11)) % 11 == Digits.Value(key[11]) ? null : DocumentFault.CheckDigit;
    }
}
