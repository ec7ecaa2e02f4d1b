using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.FormOptions;

internal sealed record Person(Guid Id, string Name);

/// <summary>What the form offers to choose from.</summary>
internal sealed record ClientFormOptions(
    IReadOnlyList<PlaceOption> States, IReadOnlyList<PlaceOption> Cities, IReadOnlyList<PlaceOption> Neighborhoods,
    IReadOnlyList<PlaceOption> Zones, IReadOnlyList<Person> Sellers, IReadOnlyList<Person> Collectors, IReadOnlyList<string> DocumentTypes)
{
    /// <summary>The name of anything offered, or <c>null</c> when it is not offered any more.</summary>
    public string? NameOf(Guid id) =>
        States.Concat(Cities).Concat(Neighborhoods).Concat(Zones).FirstOrDefault(p => p.Id == id)?.Name
        ?? Sellers.Concat(Collectors).FirstOrDefault(p => p.Id == id)?.Name;
}

[Feature]
internal sealed class LoadFormOptions(IDatabase<ClientsDb> database, IPlaceCatalog places, IIsp isp)
{
    /// <param name="country">The client's country, or <c>null</c> for the ISP's.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<ClientFormOptions> RunAsync(string? country, CancellationToken cancellationToken) => new(
        await places.ListAsync(PlaceKind.State, cancellationToken),
        await places.ListAsync(PlaceKind.City, cancellationToken),
        await places.ListAsync(PlaceKind.Neighborhood, cancellationToken),
        await places.ListAsync(PlaceKind.Zone, cancellationToken),
        await PeopleAsync("select id, name from clients.seller where not archived order by name collate \"es-x-icu\"", cancellationToken),
        await PeopleAsync("select id, name from clients.collector where not archived order by name collate \"es-x-icu\"", cancellationToken),
        [.. CountryDocuments.Of(country ?? (await isp.SettingsAsync(cancellationToken)).Country).Types.Select(type => type.Code)]);

    private Task<List<Person>> PeopleAsync(string sql, CancellationToken cancellationToken) =>
        database.Source.Sql(sql).ListAsync(row => new Person(row.GetGuid(0), row.GetString(1)), cancellationToken);
}
