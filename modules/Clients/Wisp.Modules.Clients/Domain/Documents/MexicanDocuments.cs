using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>CURP of people and RFC of taxpayers: form and date must fit; the check digit of some real ones does not.</summary>
internal sealed partial class MexicanDocuments : ICountryDocuments
{
    private const string CurpAlphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    private const string RfcAlphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

    /// <summary>Stands for the general public and fails the check.</summary>
    private const string GeneralPublic = "XAXX010101000";

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CURP", Curp),
        new("RFC", Rfc) { IsTaxId = true },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => key.Length switch
    {
        18 => "CURP",
        12 or 13 => "RFC",
        _ => null,
    };

    private static DocumentFinding? Curp(DocumentNumber number)
    {
        var key = number.Key;
        if (key.Length != 18) return DocumentFault.Length;
        if (!CurpForm().IsMatch(key)) return DocumentFault.Characters;
        if (!IsDate(key.AsSpan(4, 6))) return DocumentFault.Part;
        var rest = Sum(key.AsSpan(0, 17), CurpAlphabet, 18) % 10;
        return (10 - rest) % 10 == Digits.Value(key[17]) ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static DocumentFinding? Rfc(DocumentNumber number)
    {
        var key = number.Key;
        if (key.Length is not (12 or 13)) return DocumentFault.Length;
        if (!RfcForm().IsMatch(key)) return DocumentFault.Characters;
        if (!IsDate(key.AsSpan(key.Length - 9, 6))) return DocumentFault.Part;
        var check = "0A987654321"[Sum(key.PadLeft(13).AsSpan(0, 12), RfcAlphabet, 13) % 11];
        return check == key[^1] || key == GeneralPublic ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static int Sum(ReadOnlySpan<char> text, string alphabet, int firstWeight)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++) sum += alphabet.IndexOf(text[i], StringComparison.Ordinal) * (firstWeight - i);
        return sum;
    }

    // The century is not told: the 29th of February of 00 was in 2000.
    private static bool IsDate(ReadOnlySpan<char> date) =>
        DateOnly.TryParseExact($"20{date}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || DateOnly.TryParseExact($"19{date}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[A-ZÑ]{4}[0-9]{6}[HMX][A-Z]{2}[A-ZÑ]{3}[0-9A-Z][0-9]$")]
    private static partial Regex CurpForm();

    [GeneratedRegex("^[A-ZÑ&]{3,4}[0-9]{6}[0-9A-Z]{3}$")]
    private static partial Regex RfcForm();
}
