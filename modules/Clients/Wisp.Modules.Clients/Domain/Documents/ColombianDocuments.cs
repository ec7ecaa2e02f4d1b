namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Cédulas by length; the NIT by its check digit, which people often leave out.</summary>
internal sealed class ColombianDocuments : ICountryDocuments
{
    private static readonly int[] Weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CC", Digits.Between(3, 10)) { Write = Separators.Thousands },
        new("CE", Digits.Between(4, 7)),
        new("NIT", Nit) { IsTaxId = true, Write = key => Fits(key) ? Separators.ThousandsAndCheck(key) : Separators.Thousands(key) },
        DocumentType.Passport,
    ];

    // A cédula of ten digits begins with 1; a firm's NIT has ten with its check digit and begins with 8 or 9.
    public string? Guess(string key) => !Digits.Only(key) ? null : key.Length switch
    {
        >= 3 and <= 8 => "CC",
        10 when key[0] == '1' => "CC",
        10 when IsOfFirm(key) => "NIT",
        _ => null,
    };

    private static DocumentFinding? Nit(DocumentNumber number)
    {
        var (typed, key) = number;
        if (Digits.Fault(key, 8, 16) is { } fault) return fault;
        if (Fits(key)) return null;
        var hasCheckDigit = typed.LastIndexOf('-') == typed.Length - 2 || (key.Length == 10 && IsOfFirm(key));
        return hasCheckDigit ? DocumentFault.CheckDigit : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static bool IsOfFirm(string key) => key[0] is '8' or '9';

    private static bool Fits(string key) => "01987654321"[Digits.SumFromRight(key.AsSpan()[..^1], Weights) % 11] == key[^1];
}
