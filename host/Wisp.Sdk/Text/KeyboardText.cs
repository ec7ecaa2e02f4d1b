using System.Diagnostics.CodeAnalysis;

namespace Wisp.Sdk;

/// <summary>Pasted text as the keyboard would have made it.</summary>
public static class KeyboardText
{
    /// <summary>Dashes and blanks that word processors put into numbers, as the keyboard's.</summary>
    /// <param name="text">What was typed or pasted.</param>
    /// <returns>The same number of characters.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Separators(string? text) => text is null
        ? null
        : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = from[i] switch
            {
                '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
                '\u00a0' or '\u2007' or '\u2009' or '\u202f' => ' ',
                var other => other,
            };
        });
}
