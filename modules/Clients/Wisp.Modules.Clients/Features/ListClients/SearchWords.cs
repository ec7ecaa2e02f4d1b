using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>What was typed into quick search, as words that must all match (GRID-09).</summary>
internal sealed record SearchWords(IReadOnlyList<string> Words)
{
    private const int MostWords = 8;
    private const int LongestText = 200;

    /// <summary>The trigram index answers only words with three letters or digits in a row.</summary>
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

    private static bool IsIndexed(string word)
    {
        var run = 0;
        foreach (var c in word)
        {
            run = char.IsLetterOrDigit(c) ? run + 1 : 0;
            if (run == IndexedLength) return true;
        }

        return false;
    }
}
