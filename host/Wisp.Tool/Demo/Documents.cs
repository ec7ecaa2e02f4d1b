using System.Globalization;

namespace Wisp.Tool.Demo;

/// <summary>Documents of the shape that Argentina gives out, each number a different one.</summary>
internal static class Documents
{
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    // A step without a divisor in common with the range meets each of its numbers once.
    public static string Dni(int number) => (5_000_000 + (number * 38_456_789L % 90_000_000)).ToString(CultureInfo.InvariantCulture);

    public static string Cuit(int number)
    {
        var body = (50_000_000 + (number * 19_228_397L % 50_000_000)).ToString(CultureInfo.InvariantCulture);
        foreach (var prefix in new[] { "30", "33", "34" })
            if (CheckDigit(prefix + body) is { } digit) return $"{prefix}-{body}-{digit}";
        throw new InvalidOperationException($"{body} has no check digit.");
    }

    private static int? CheckDigit(string digits)
    {
        var rest = (11 - (Weights.Select((weight, i) => weight * (digits[i] - '0')).Sum() % 11)) % 11;
        return rest == 10 ? null : rest;
    }
}
