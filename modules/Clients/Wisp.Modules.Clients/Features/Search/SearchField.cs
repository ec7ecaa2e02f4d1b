using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>A field of the advanced search, ours or a module's.</summary>
/// <param name="Key">Its name in the URL.</param>
/// <param name="Tab">The tab that it stands in.</param>
/// <param name="Input">How it is filled in.</param>
/// <param name="Text">Its label in the reader's language.</param>
/// <param name="Apply">Narrows a query to what the value asks for.</param>
internal sealed record SearchField(
    string Key, ClientSearchTab Tab, ClientFilterInput Input, string Text, Action<ClientFilter, ClientFilterValue> Apply)
{
    /// <summary>Value of an option that asks for clients without any.</summary>
    public const string None = "none";

    /// <summary>The hint of all text that the trigram index finds; it stands once below them.</summary>
    public const string LettersHint = "hint.letters";

    public Func<CancellationToken, Task<IReadOnlyList<ClientFilterOption>>> Options { get; init; } = _ => Task.FromResult<IReadOnlyList<ClientFilterOption>>([]);

    /// <summary>Whether text is found through the trigram index, which needs three letters.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether text means anything to it.</summary>
    public Func<string, bool> Accepts { get; init; } = _ => true;

    /// <summary>Whether its text is an area drawn on a map.</summary>
    public bool IsArea { get; init; }

    /// <summary>Key of a text that helps to fill it in, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    /// <summary>The module's filter, or <c>null</c> for our own.</summary>
    public IClientSearchFilter? Contributed { get; init; }

    public bool IsRange => Input is ClientFilterInput.Dates or ClientFilterInput.Numbers;

    /// <summary>The names in the URL that it reads.</summary>
    public IReadOnlyList<string> Names => IsRange ? [Key + ReadTerms.FromSuffix, Key + ReadTerms.ToSuffix] : [Key];

    public bool IsContributed => Contributed is not null;
}
