namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>CPF of people and CNPJ of firms, whose first twelve places may be letters since July 2026.</summary>
internal sealed class BrazilianDocuments : ICountryDocuments
{
    private static readonly int[] CpfWeights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    private static readonly int[] CnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CPF", Cpf) { IsTaxId = true, Write = Separators.Mask("###.###.###-##") },
        new("CNPJ", Cnpj) { IsTaxId = true, Write = Separators.Mask("##.###.###/####-##") },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (11, true) => "CPF",
        (14, _) => "CNPJ",
        _ => null,
    };

    private static DocumentFinding? Cpf(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 11) is { } fault) return fault;

        // Eleven equal digits pass the sum and are nobody.
        return Fits(key, CpfWeights) && key.AsSpan().ContainsAnyExcept(key[0]) ? null : DocumentFault.CheckDigit;
    }

    private static DocumentFinding? Cnpj(DocumentNumber number)
    {
        var key = number.Key;
        if (!key.All(char.IsAsciiLetterOrDigit)) return DocumentFault.Characters;
        if (key.Length != 14 || Digits.AreZero(key)) return DocumentFault.Length;
        if (!Digits.Only(key.AsSpan(12))) return DocumentFault.Characters;
        return Fits(key, CnpjWeights) ? null : DocumentFault.CheckDigit;
    }

    // The first check digit is counted with the same weights but the first, the second with all of them.
    private static bool Fits(string key, int[] weights) =>
        Check(Digits.Sum(key, weights.AsSpan(1))) == Digits.Value(key[^2]) && Check(Digits.Sum(key, weights)) == Digits.Value(key[^1]);

    private static int Check(int sum) => sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
