using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Fills the advanced search from a URL.</summary>
[Feature]
internal sealed class ReadAdvanced(SearchFields fields, BulkFields bulk, ICurrentOperator current, IStringLocalizerFactory texts)
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
        return new AdvancedSearch(state with { Adv = state.Adv ?? nameof(ClientSearchTab.Client).ToLowerInvariant() }, [.. tabs], await BulkAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<BulkInput>> BulkAsync(CancellationToken cancellationToken)
    {
        if (!current.Can(ClientPermissions.BulkUpdate)) return [];
        var inputs = new List<BulkInput>();
        foreach (var module in bulk.Allowed)
        {
            foreach (var field in module.Fields)
            {
                var options = field.Input == ClientFilterInput.Choice ? await bulk.OptionsAsync(module, field.Key, cancellationToken) : [];
                inputs.Add(new BulkInput(field, texts.Text(field.Label), field.Warning is { } warning ? texts.Text(warning) : null, options));
            }
        }

        return inputs;
    }
}
