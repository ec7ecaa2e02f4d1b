using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>A field with what was filled into it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">What it asks for.</param>
/// <param name="Apply">Narrows a query accordingly.</param>
internal sealed record SearchTerm(SearchField Field, ClientFilterValue Value, Action<ClientFilter> Apply);

/// <summary>A term of the URL that cannot be applied.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Text">The field's label, or the name when no module knows it.</param>
/// <param name="Problem">Key of the text that says why.</param>
internal sealed record WrongTerm(string Key, string Text, string Problem);

/// <summary>All terms of a URL.</summary>
/// <param name="Good">Those that narrow the list.</param>
/// <param name="Wrong">Those that cannot be applied; while there is one, nothing is shown.</param>
/// <param name="Pairs">Names and values as they stand in the URL.</param>
internal sealed record SearchTerms(IReadOnlyList<SearchTerm> Good, IReadOnlyList<WrongTerm> Wrong, IReadOnlyList<KeyValuePair<string, string>> Pairs)
{
    public static SearchTerms None { get; } = new([], [], []);

    /// <summary>The same, some of them found to be wrong.</summary>
    public SearchTerms Refusing(IReadOnlyCollection<SearchTerm> refused) => this with
    {
        Good = [.. Good.Except(refused)],
        Wrong = [.. Wrong, .. refused.Select(term => new WrongTerm(term.Field.Key, term.Field.Text, "term.failed"))],
    };

    public bool Any => Pairs.Count > 0;

    public IEnumerable<string> ValuesOf(string name) =>
        Pairs.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value);
}
