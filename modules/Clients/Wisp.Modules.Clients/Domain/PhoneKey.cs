using PhoneNumbers;

namespace Wisp.Modules.Clients.Domain;

/// <summary>The comparable form of a phone: E.164 where the number makes sense in the country, else its digits.</summary>
internal static class PhoneKey
{
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    public static string Of(string phone, string country)
    {
        if (International(phone, country) is { } key) return key;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return PhonePrefixes.Meant(digits, country) is { } meant ? International(meant, country) ?? digits : digits;
    }

    private static string? International(string phone, string country)
    {
        try
        {
            var number = Numbers.Parse(phone, country);
            return Numbers.IsPossibleNumber(number) ? Numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            // Kept by its digits: staff note extensions and short numbers too.
            return null;
        }
    }
}
