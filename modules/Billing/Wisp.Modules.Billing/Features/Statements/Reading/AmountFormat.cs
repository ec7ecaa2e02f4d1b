using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>An amount as it was read.</summary>
/// <param name="Value">The amount, below zero when it went out; or <c>null</c>.</param>
/// <param name="Problem">Why not: <c>amount</c>, <c>decimals</c> or <c>large</c>.</param>
internal sealed record ReadAmount(decimal? Value, string? Problem = null);

/// <summary>How a file writes amounts: which sign parts the decimals. The other one groups thousands.</summary>
/// <param name="Decimal">A comma or a dot.</param>
internal sealed partial record AmountFormat(char Decimal)
{
    public const string FromFile = "file";

    public const string Comma = "comma";

    public const string Dot = "dot";

    public static readonly IReadOnlyList<string> Names = [FromFile, Comma, Dot];

    private char Thousands => Decimal == ',' ? '.' : ',';

    public static AmountFormat? Named(string name) => name switch { Comma => new(','), Dot => new('.'), _ => null };

    public ReadAmount Read(string cell)
    {
        if (Digits(cell) is not { } text) return new(null, "amount");
        var (whole, cents) = text.Split(Decimal) switch { [var one] => (one, ""), [var one, var two] => (one, two), _ => ("", "") };
        var groups = whole.Split(Thousands);
        var isGrouped = groups.Length > 1;
        if (cents.Contains(Thousands, StringComparison.Ordinal) || (isGrouped && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3)))) return new(null, "amount");
        if (whole.Length + cents.Length == 0) return new(null, "amount");
        if (cents.Length > 2) return new(null, "decimals");
        var digits = string.Concat(groups).TrimStart('0');
        if (digits.Length > 12) return new(null, "large");
        var value = decimal.Parse($"0{digits}.{cents}0", CultureInfo.InvariantCulture);
        return new(IsOut(cell) ? -value : value);
    }

    /// <summary>What one cell tells of its column: the sign of its decimals, that it could be either (<c>?</c>), or nothing.</summary>
    public static char? Tell(string cell)
    {
        if (Digits(cell) is not { } text) return null;
        var last = text.LastIndexOfAny([',', '.']);
        if (last < 0) return null;
        var (sign, other) = (text[last], text[last] == ',' ? '.' : ',');
        if (text.Contains(other, StringComparison.Ordinal)) return sign;
        if (text.IndexOf(sign, StringComparison.Ordinal) != last) return other;
        return text.Length - last - 1 == 3 && last is >= 1 and <= 3 && text[0] != '0' ? '?' : sign;
    }

    /// <summary>The figure without what banks write around it; <c>null</c> when something else stands there too.</summary>
    private static string? Digits(string cell) => Around().Match(cell) is { Success: true } match ? Spaces().Replace(match.Groups["figure"].Value, "") : null;

    private static bool IsOut(string cell) => Around().Match(cell) is var match && (match.Groups["minus"].Success || (match.Groups["open"].Success && match.Groups["close"].Success));

    [GeneratedRegex(@"^\s*(?:(?<open>\()|(?<minus>[-−])|\+)?\s*(?:[A-Z]{0,3}\$|[A-Z]{3}|€)?\s*(?<minus>[-−])?\s*(?<figure>[0-9.,][0-9.,\s']*?)\s*(?:[A-Z]{3}|\$|€)?\s*(?:(?<minus>[-−])|(?<close>\)))?\s*$")]
    private static partial Regex Around();

    [GeneratedRegex(@"[\s']+")]
    private static partial Regex Spaces();
}
