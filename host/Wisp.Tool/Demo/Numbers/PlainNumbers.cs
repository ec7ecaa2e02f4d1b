using System.Globalization;
using Bogus;

namespace Wisp.Tool.Demo.Numbers;

/// <summary>A country whose numbers the demo does not know: people show passports, which every country takes, and firms nothing.</summary>
internal sealed class PlainNumbers : ICountryNumbers
{
    public static PlainNumbers Instance { get; } = new();

    public Document OfPerson(int number) => new("PAS", $"AA{(number * 38_456_789L % 90_000_000).ToString("00000000", CultureInfo.InvariantCulture)}");

    public Document OfFirm(int number) => new("", "");

    public string Phone(Randomizer dice) => $"{dice.Int(2000, 7999)}-{dice.Int(0, 9999):0000}";

    public string Mobile(Randomizer dice) => $"9{dice.Int(1000, 9999)}-{dice.Int(0, 9999):0000}";
}
