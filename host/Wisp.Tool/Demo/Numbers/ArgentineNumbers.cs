using System.Globalization;
using Bogus;

namespace Wisp.Tool.Demo.Numbers;

internal sealed class ArgentineNumbers : ICountryNumbers
{
    private static readonly int[] Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    // A step without a divisor in common with the range meets each of its numbers once.
    public Document OfPerson(int number) =>
        new("DNI", (5_000_000 + (number * 38_456_789L % 90_000_000)).ToString(CultureInfo.InvariantCulture));

    public Document OfFirm(int number)
    {
        var body = (50_000_000 + (number * 19_228_397L % 50_000_000)).ToString(CultureInfo.InvariantCulture);
        foreach (var prefix in new[] { "30", "33", "34" })
            if (CheckDigit.Of(prefix + body, Weights) is { } digit) return new("CUIT", $"{prefix}-{body}-{digit}");
        throw new InvalidOperationException($"{body} has no check digit.");
    }

    public string Phone(Randomizer dice) => $"011 4{dice.Int(200, 999)}-{dice.Int(0, 9999):0000}";

    public string Mobile(Randomizer dice) => $"+54 9 11 {dice.Int(3000, 6999)}-{dice.Int(0, 9999):0000}";
}
