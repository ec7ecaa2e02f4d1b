using System.Text;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Twins;

/// <summary>How a word of a name begins, and the numbers of the address; the function <c>clients.near_key</c> says the same of stored clients.</summary>
internal readonly record struct NearKey(string Word, string Numbers)
{
    private const int Letters = 3;
    private const int MostWords = 4;
    private static readonly char[] Separators = [' ', ',', '.', '-', '/', '(', ')'];

    /// <summary>One for each word: any may stand first where the client is stored, "Pérez, Ana" is "Ana Pérez".</summary>
    public static IEnumerable<NearKey> Of(string name, string? address)
    {
        if (address?.Any(char.IsAsciiDigit) != true) return [];
        var numbers = NumbersOf(address);
        return name.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Prepend(name)
            .Where(w => w.Length >= Letters && !w.AsSpan(0, Letters).ContainsAnyInRange('\uD800', '\uDFFF'))
            .Select(w => new NearKey(TableHeading.Fold(w[..Letters]), numbers)).Distinct().Take(MostWords);
    }

    private static string NumbersOf(string address)
    {
        var numbers = new StringBuilder();
        var isApart = false;
        foreach (var letter in address)
        {
            if (!char.IsAsciiDigit(letter))
            {
                isApart = numbers.Length > 0;
                continue;
            }

            if (isApart) numbers.Append(' ');
            numbers.Append(letter);
            isApart = false;
        }

        return numbers.ToString();
    }
}
