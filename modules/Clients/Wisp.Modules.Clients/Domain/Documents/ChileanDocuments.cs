using System.Globalization;

namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>One numbering for people (RUN) and firms (RUT), with a check digit that may be K.</summary>
internal sealed class ChileanDocuments : ICountryDocuments
{
    private const int FirstFirm = 50_000_000;

    private static readonly int[] Weights = [2, 3, 4, 5, 6, 7];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("RUN", Check) { Write = Separators.ThousandsAndCheck },
        new("RUT", Check) { IsTaxId = true, Write = Separators.ThousandsAndCheck },
        DocumentType.Passport,
    ];

    public string? Guess(string key) =>
        key.Length is not (8 or 9) || !int.TryParse(key.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var body) ? null
        : body < FirstFirm ? "RUN"
        : "RUT";

    private static DocumentFinding? Check(DocumentNumber number)
    {
        var key = number.Key;
        if (key.Length == 0 || !Digits.Only(key.AsSpan()[..^1]) || !(char.IsAsciiDigit(key[^1]) || key[^1] == 'K')) return DocumentFault.Characters;
        if (key.Length is not (8 or 9) || Digits.AreZero(key.AsSpan()[..^1])) return DocumentFault.Length;
        return "0K987654321"[Digits.SumFromRight(key.AsSpan()[..^1], Weights) % 11] == key[^1] ? null : DocumentFault.CheckDigit;
    }
}
