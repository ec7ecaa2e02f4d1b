using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Fills the advanced search from a URL.</summary>
[Feature]
internal sealed class ReadAdvanced(SearchFields fields)
{
    public async Task<AdvancedSearch> RunAsync(ListState state, CancellationToken cancellationToken)
    {
        var inputs = new List<SearchInput>();
        foreach (var field in await fields.AllAsync(cancellationToken))
        {
            var options = field.Input == ClientFilterInput.Choice ? await fields.OptionsAsync(field, cancellationToken) : [];
            inputs.Add(new SearchInput(field, options, state.Terms));
        }

        var tabs = Enum.GetValues<ClientSearchTab>().Select(tab => new SearchTab(tab, [.. inputs.Where(input => input.Field.Tab == tab)]));
        return new AdvancedSearch(state with { Adv = state.Adv ?? nameof(ClientSearchTab.Client).ToLowerInvariant() }, [.. tabs]);
    }
}
