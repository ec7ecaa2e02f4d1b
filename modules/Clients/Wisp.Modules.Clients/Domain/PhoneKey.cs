using PhoneNumbers;

namespace Wisp.Modules.Clients.Domain;

/// <summary>The comparable form of a phone: E.164 where the number makes sense in the country, else its digits.</summary>
internal static class PhoneKey
{
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    public static string Of(string phone, string country)
    {
        try
        {
            var number = Numbers.Parse(phone, country);
            if (Numbers.IsPossibleNumber(number)) return Numbers.Format(number, PhoneNumberFormat.E164);
        }
        catch (NumberParseException)
        {
            // Kept by its digits: staff note extensions and short numbers too.
        }

        return string.Concat(phone.Where(char.IsAsciiDigit));
    }
}
