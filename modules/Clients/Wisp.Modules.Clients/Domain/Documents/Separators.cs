namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>Puts back the separators that people know a number by.</summary>
internal static class Separators
{
    /// <param name="mask">One <c>#</c> a character, such as <c>##-########-#</c>.</param>
    public static Func<string, string?> Mask(string mask)
    {
        var length = mask.Count(c => c == '#');
        return key => key.Length != length
            ? null
            : string.Create(mask.Length, (mask, key), static (to, from) =>
            {
                var next = 0;
                for (var i = 0; i < to.Length; i++) to[i] = from.mask[i] == '#' ? from.key[next++] : from.mask[i];
            });
    }

    /// <summary><c>12.345.678</c></summary>
    public static string? Thousands(string key) => Digits.Only(key) ? Grouped(key) : null;

    /// <summary><c>12.345.678-9</c></summary>
    public static string? ThousandsAndCheck(string key) =>
        key.Length > 1 && Digits.Only(key.AsSpan()[..^1]) ? $"{Grouped(key[..^1])}-{key[^1]}" : null;

    /// <summary><c>12345678-9</c></summary>
    public static string? Check(string key) => key.Length > 1 ? $"{key[..^1]}-{key[^1]}" : null;

    private static string Grouped(string digits)
    {
        for (var at = digits.Length - 3; at > 0; at -= 3) digits = digits.Insert(at, ".");
        return digits;
    }
}
