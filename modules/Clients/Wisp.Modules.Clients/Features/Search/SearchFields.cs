using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>All fields of the advanced search that the operator may use.</summary>
[Feature]
internal sealed class SearchFields(
    OwnSearchFields own, IEnumerable<IClientSearchFilter> contributed, IContributions contributions, IStringLocalizerFactory texts, IIsp isp)
{
    public async Task<IReadOnlyList<SearchField>> AllAsync(CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        return [.. own.All(zone), .. contributions.Allowed(contributed).Select(Of)];
    }

    /// <summary>What a field offers; <c>null</c> when its module could not say.</summary>
    public async Task<IReadOnlyList<ClientFilterOption>?> OptionsAsync(SearchField field, CancellationToken cancellationToken)
    {
        if (field.Contributed is not { } filter) return await field.Options(cancellationToken);
        var offered = await contributions.TryAsync(filter, () => filter.OptionsAsync(cancellationToken), cancellationToken);
        return offered.Succeeded ? offered.Value : null;
    }

    /// <summary>The select of a module's filter; a module that fails is told from one that leaves the value out.</summary>
    public Task<Attempt<ClientSql?>> SetAsync(IClientSearchFilter filter, ClientFilterValue value, CancellationToken cancellationToken) =>
        contributions.TryAsync(filter, () => Task.FromResult(filter.Matching(value)), cancellationToken);

    private SearchField Of(IClientSearchFilter filter) =>
        new(filter.Key, filter.Tab, filter.Input, texts.Text(filter.Label), (_, _) => { }) { Contributed = filter };
}
