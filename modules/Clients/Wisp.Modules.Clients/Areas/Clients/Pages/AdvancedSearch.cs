using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.Search;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The advanced search as it is drawn: its tabs with their fields (SRCH-02).</summary>
internal sealed record AdvancedSearch(ListState State, IReadOnlyList<SearchTab> Tabs, IReadOnlyList<BulkInput> BulkFields)
{
    /// <summary>The last tab, which changes the clients found.</summary>
    public const string Bulk = "bulk";

    /// <summary>Terms of the URL that no field draws; they go along until they are taken out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Undrawn
    {
        get
        {
            var drawn = Tabs.SelectMany(tab => tab.Fields).SelectMany(input => input.Field.Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return State.Terms.Pairs.Where(pair => !drawn.Contains(pair.Key));
        }
    }
}

/// <summary>A field that a mass update can set, with what it offers; no options when its module failed.</summary>
internal sealed record BulkInput(ClientBulkField Field, string Text, string? Warning, IReadOnlyList<ClientFilterOption>? Options);

/// <summary>A tab of filters; one without fields says which module brings them.</summary>
/// <param name="Tab">Which.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record SearchTab(ClientSearchTab Tab, IReadOnlyList<SearchInput> Fields)
{
    public string Key => Tab.ToString().ToLowerInvariant();
}

/// <summary>A field with what it offers; no options when its module failed.</summary>
internal sealed record SearchInput(SearchField Field, IReadOnlyList<ClientFilterOption>? Options, SearchTerms Terms)
{
    public string Id => "f-" + Field.Key.Replace('.', '-');

    public string? Value => Terms.ValuesOf(Field.Key).FirstOrDefault();

    public string? From => Terms.ValuesOf(Field.Key + ReadTerms.FromSuffix).FirstOrDefault();

    public string? To => Terms.ValuesOf(Field.Key + ReadTerms.ToSuffix).FirstOrDefault();

    /// <summary>Chosen values that are not offered any more, or not now.</summary>
    public IEnumerable<string> Gone => Terms.ValuesOf(Field.Key).Where(value => Options?.All(option => option.Value != value) != false);

    public bool Has(string value) => Terms.ValuesOf(Field.Key).Contains(value);
}
