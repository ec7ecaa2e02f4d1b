namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>DNI by length; RUC by prefix and check digit.</summary>
internal sealed class PeruvianDocuments : ICountryDocuments
{
    private static readonly string[] Prefixes = ["10", "15", "16", "17", "20"];
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("DNI", Digits.Between(8, 8)),
        new("CE", Foreign),
        new("RUC", Ruc) { IsTaxId = true },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (8, true) => "DNI",
        (11, true) => "RUC",
        _ => null,
    };

    private static DocumentFinding? Foreign(DocumentNumber number) => number.Key.Length is >= 9 and <= 12 ? null : DocumentFault.Length;

    private static DocumentFinding? Ruc(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 11) is { } fault) return fault;
        if (!Prefixes.Contains(key[..2])) return DocumentFault.Prefix;

        // 10 becomes 0 and 11 becomes 1.
        var check = (11 - (Digits.Sum(key, Weights) % 11)) % 10;
        return check == Digits.Value(key[10]) ? null : DocumentFault.CheckDigit;
    }
}
