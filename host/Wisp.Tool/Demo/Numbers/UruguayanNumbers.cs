using System.Globalization;
using Bogus;

namespace Wisp.Tool.Demo.Numbers;

internal sealed class UruguayanNumbers : ICountryNumbers
{
    private const int RutBodies = 999_999;

    private static readonly int[] CedulaWeights = [2, 9, 8, 7, 6, 3, 4];
    private static readonly int[] RutWeights = [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

    // Steps without a divisor in common with the range meet each of its numbers once.
    public Document OfPerson(int number)
    {
        var body = (1_000_000 + (number * 3_456_787L % 9_000_000)).ToString(CultureInfo.InvariantCulture);
        var check = (10 - (CheckDigit.Sum(body, CedulaWeights) % 10)) % 10;
        return new("CI", $"{body[0]}.{body[1..4]}.{body[4..]}-{check}");
    }

    // Each round through the bodies has two prefixes of its own: of two neighbours one has a check digit.
    public Document OfFirm(int number)
    {
        var middle = (1 + (number * 382_027L % RutBodies)).ToString("000000", CultureInfo.InvariantCulture);
        var prefix = 21 - (2 * (number / RutBodies));
        return Rut(prefix, middle) ?? Rut(prefix - 1, middle) ?? throw new InvalidOperationException($"{middle} has no check digit.");
    }

    public string Phone(Randomizer dice) => $"2{dice.Int(200, 999)} {dice.Int(0, 9999):0000}";

    public string Mobile(Randomizer dice) => $"09{dice.Int(1, 9)} {dice.Int(100, 999)} {dice.Int(0, 999):000}";

    private static Document? Rut(int prefix, string middle)
    {
        var body = $"{prefix.ToString("00", CultureInfo.InvariantCulture)}{middle}001";
        return CheckDigit.Of(body, RutWeights) is { } digit ? new("RUT", $"{body}{digit}") : null;
    }
}
