namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Cédula of people and RNC of firms; real numbers are known that break either check digit.</summary>
internal sealed class DominicanDocuments : ICountryDocuments
{
    private static readonly int[] Weights = [7, 9, 8, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CI", Cedula) { Write = Separators.Mask("###-#######-#") },
        new("RNC", Rnc) { IsTaxId = true, Write = Separators.Mask("#-##-#####-#") },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (11, true) => "CI",
        (9, true) => "RNC",
        _ => null,
    };

    private static DocumentFinding? Cedula(DocumentNumber number)
    {
        if (Digits.Fault(number.Key, 11) is { } fault) return fault;
        return IsLuhn(number.Key) ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static DocumentFinding? Rnc(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 9) is { } fault) return fault;
        return "21987654321"[Digits.Sum(key, Weights) % 11] == key[8] ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static bool IsLuhn(string key)
    {
        var sum = 0;
        for (var i = 0; i < key.Length; i++)
        {
            var product = Digits.Value(key[^(i + 1)]) * (i % 2 == 0 ? 1 : 2);
            sum += product > 9 ? product - 9 : product;
        }

        return sum % 10 == 0;
    }
}
