using System.Globalization;
using Wisp.Modules.Clients.Domain.Documents;

namespace Wisp.Clients.Tests.Rules;

/// <summary>The check digits alone make a number good, whatever stands before them.</summary>
[Trait("rule", "FORM-10")]
public sealed class CheckDigitTests
{
    private const int Numbers = 20_000;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string LettersAndDigits = "0123456789" + Letters;

    private static readonly string[] One = [.. Enumerable.Range(0, 10).Select(n => n.ToString(CultureInfo.InvariantCulture))];
    private static readonly string[] Two = [.. Enumerable.Range(0, 100).Select(n => n.ToString("00", CultureInfo.InvariantCulture))];

    private static readonly Dictionary<string, Numbering> Numberings = new()
    {
        ["AR CUIT"] = new(dice => Pick(dice, "20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55") + Digits(dice, 8), One, MayHaveNone: true),
        ["BR CPF"] = new(dice => Digits(dice, 9), Two),
        ["BR CNPJ"] = new(dice => Digits(dice, 8) + "0001", Two),
        ["BR CNPJ with letters"] = new(dice => Some(dice, LettersAndDigits, 12), Two),
        ["CL RUT"] = new(dice => Digits(dice, dice.Next(7, 9)), [.. One, "K"]),
        ["CO NIT"] = new(dice => Digits(dice, dice.Next(8, 16)) + "-", One),
        ["DO RNC"] = new(dice => Digits(dice, 8), One, IsHard: false),
        ["DO CI"] = new(dice => Digits(dice, 10), One, IsHard: false),
        ["EC CI"] = new(dice => EcuadorianStart(dice) + dice.Next(7) + Digits(dice, 6), One),
        ["EC RUC of a person"] = new(dice => EcuadorianStart(dice) + dice.Next(6) + Digits(dice, 6), One) { After = "001" },
        ["EC RUC of a company"] = new(EcuadorianCompany, One, MayHaveNone: true, IsHard: false) { After = "001" },
        ["EC RUC of a public body"] = new(dice => EcuadorianStart(dice) + "6" + Digits(dice, 5), One, MayHaveNone: true, IsHard: false) { After = "1000" },
        ["MX RFC"] = new(dice => Some(dice, Letters, dice.Next(3, 5)) + Date(dice) + Some(dice, LettersAndDigits, 2), [.. LettersAndDigits.Select(c => $"{c}")], IsHard: false),
        ["MX CURP"] = new(dice => Some(dice, Letters, 4) + Date(dice) + Pick(dice, "H", "M") + "DF" + Some(dice, Letters, 3) + Some(dice, LettersAndDigits, 1), One, IsHard: false),
        ["PE RUC"] = new(dice => Pick(dice, "10", "15", "16", "17", "20") + Digits(dice, 8), One),
        ["PY RUC"] = new(dice => Digits(dice, dice.Next(4, 9)), One),
        ["UY CI"] = new(dice => Digits(dice, dice.Next(6, 8)), One),
        ["UY RUT"] = new(dice => dice.Next(1, 23).ToString("00", CultureInfo.InvariantCulture) + Digits(dice, 6) + "001", One, MayHaveNone: true),
        ["VE RIF"] = new(dice => Pick(dice, "V", "E", "J", "P", "G") + Digits(dice, 8), One),
    };

    public static TheoryData<string> Names => [.. Numberings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_check_digit_alone_fits_twenty_thousand_numbers_and_any_other_is_the_fault(string name)
    {
        var numbering = Numberings[name];
        var (country, code) = (name.Split(' ')[0], name.Split(' ')[1]);
        var type = CountryDocuments.Of(country).Find(code)!;
        var dice = new Random(19810520);
        var without = 0;
        for (var i = 0; i < Numbers; i++)
        {
            var before = numbering.Before(dice);
            var good = 0;
            foreach (var check in numbering.Checks)
            {
                var finding = type.Check(DocumentNumber.Of(before + check + numbering.After));
                if (finding is null) good++;
                else if (finding != new DocumentFinding(DocumentFault.CheckDigit, numbering.IsHard)) Assert.Fail($"{before}{check}: {finding}");
            }

            if (good != 1 && !(good == 0 && numbering.MayHaveNone)) Assert.Fail($"{before}: {good} check digits fit");
            without += 1 - good;
        }

        // One remainder of eleven has no digit.
        Assert.InRange(without, numbering.MayHaveNone ? Numbers / 13 : 0, numbering.MayHaveNone ? Numbers / 9 : 0);
    }

    private static string EcuadorianStart(Random dice) => Pick(dice, "01", "09", "17", "24", "30", "50");

    // A number of a company that is a public body's too is good with any digit in the company's place.
    private static string EcuadorianCompany(Random dice)
    {
        while (true)
        {
            var digits = EcuadorianStart(dice) + "9" + Digits(dice, 6);
            var sum = new[] { 3, 2, 7, 6, 5, 4, 3, 2, 1 }.Select((weight, i) => weight * (digits[i] - '0')).Sum();
            if (sum % 11 != 0) return digits;
        }
    }

    private static string Date(Random dice) => new DateOnly(1950, 1, 1).AddDays(dice.Next(25_000)).ToString("yyMMdd", CultureInfo.InvariantCulture);

    // Never zeros alone: they are nobody's number.
    private static string Digits(Random dice, int length) => Some(dice, "0123456789", length - 1) + Some(dice, "123456789", 1);

    private static string Some(Random dice, string alphabet, int length) => new(dice.GetItems<char>(alphabet, length));

    private static string Pick(Random dice, params string[] choices) => choices[dice.Next(choices.Length)];

    private sealed record Numbering(Func<Random, string> Before, string[] Checks, bool MayHaveNone = false, bool IsHard = true)
    {
        public string After { get; init; } = "";
    }
}
