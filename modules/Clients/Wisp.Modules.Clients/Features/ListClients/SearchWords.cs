using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>What was typed into quick search, as words that must all match (GRID-09).</summary>
internal sealed record SearchWords(IReadOnlyList<string> Words)
{
    private const int MostWords = 8;
    private const int LongestText = 200;

    /// <summary>The trigram index knows three letters or digits in a row, blanks around a word being letters too.</summary>
    private const int IndexedLength = 3;

    public bool IsEmpty => Words.Count == 0;

    public bool CanUseIndex => Words.Any(IsIndexed);

    public static SearchWords Parse(string? typed)
    {
        if (typed?.Length > LongestText) typed = typed[..(char.IsHighSurrogate(typed[LongestText - 1]) ? LongestText - 1 : LongestText)];
        if (!PlainText.TryClean(typed, out var text) || text is null) return new SearchWords([]);
        return new SearchWords(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => !w.Contains('\0')).Take(MostWords).ToArray());
    }

    /// <summary>A number written with separators, without them; else <c>null</c>.</summary>
    public static string? BareNumber(string word)
    {
        var bare = string.Concat(word.Where(char.IsAsciiDigit));
        return bare.Length >= IndexedLength && bare.Length < word.Length && word.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or '/' or '(' or ')' or '+')
            ? bare
            : null;
    }

    // Inside a word a sign ends what stands before it, which counts as one blank, and begins what follows, which counts as two.
    private static bool IsIndexed(string word)
    {
        if (word.Length < IndexedLength) return false;
        var run = 0;
        var begun = 0;
        foreach (var c in word)
        {
            if (char.IsLetterOrDigit(c))
            {
                run++;
                if (run + begun >= IndexedLength) return true;
                continue;
            }

            if (run > 0 && run + begun + 1 >= IndexedLength) return true;
            (run, begun) = (0, 2);
        }

        return false;
    }
}
