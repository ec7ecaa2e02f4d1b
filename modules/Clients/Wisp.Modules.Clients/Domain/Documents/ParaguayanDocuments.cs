namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Cédula by length; the RUC is the cédula, or a firm's number, and a check digit.</summary>
internal sealed class ParaguayanDocuments : ICountryDocuments
{
    private static readonly int[] Weights = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CI", Digits.Between(4, 8)) { Write = Separators.Thousands },
        new("RUC", Ruc) { IsTaxId = true, Write = Separators.Check },
        DocumentType.Passport,
    ];

    // With up to eight digits it may be either; a firm's has nine and begins with 8.
    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (9, true) => "RUC",
        ( >= 4 and <= 7, true) => "CI",
        _ => null,
    };

    private static DocumentFinding? Ruc(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 4, 9) is { } fault) return fault;
        var rest = Digits.SumFromRight(key.AsSpan()[..^1], Weights) % 11;
        return (rest > 1 ? 11 - rest : 0) == Digits.Value(key[^1]) ? null : DocumentFault.CheckDigit;
    }
}
