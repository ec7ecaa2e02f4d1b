using System.Globalization;

namespace Wisp.Modules.Clients.Domain.Documents;

internal static class Digits
{
    public static bool Only(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool AreZero(ReadOnlySpan<char> text) => !text.ContainsAnyExcept('0');

    /// <summary>What keeps the text from being a number of so many digits; one of zeros alone is none.</summary>
    public static DocumentFault? Fault(string text, int least, int most) =>
        !Only(text) ? DocumentFault.Characters
        : text.Length < least || text.Length > most || AreZero(text) ? DocumentFault.Length
        : null;

    public static DocumentFault? Fault(string text, int length) => Fault(text, length, length);

    /// <summary>A type of document of which only the number of digits is known.</summary>
    public static Func<DocumentNumber, DocumentFinding?> Between(int least, int most) => number => Fault(number.Key, least, most);

    /// <summary>A digit's value; in numbers that mix them, a letter's distance from zero.</summary>
    public static int Value(char c) => c - '0';

    public static int Read(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Σ weight × digit from the left, as far as the weights go.</summary>
    public static int Sum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * Value(digits[i]);
        return sum;
    }

    /// <summary>Σ weight × digit from the right; the weights begin again when there are more digits.</summary>
    public static int SumFromRight(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += weights[i % weights.Length] * Value(digits[^(i + 1)]);
        return sum;
    }
}
