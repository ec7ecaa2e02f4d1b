using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>Which clients a URL of the list means; the list, mass updates and exports read it here.</summary>
/// <param name="Words">Quick search as typed.</param>
/// <param name="Status">Active, deactivated, or <c>null</c> for all.</param>
/// <param name="Terms">What the advanced search asks for.</param>
internal sealed record ClientSearch(string? Words, ClientStatus? Status, IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>The list without any filter.</summary>
    public static ClientSearch All { get; } = new(null, ClientStatus.Active, []);

    /// <summary>Anything but the two other words reads as active.</summary>
    public static ClientStatus? StatusOf(string? code) => code switch
    {
        "all" => null,
        "deactivated" => ClientStatus.Deactivated,
        _ => ClientStatus.Active,
    };

    /// <summary>A fresh filter for one statement.</summary>
    /// <param name="collectorOf">The operator whose clients alone are meant, or <c>null</c> for all.</param>
    public ClientFilter Filter(Guid? collectorOf)
    {
        var filter = new ClientFilter().Within(collectorOf).WithStatus(Status).Matching(SearchWords.Parse(Words));
        foreach (var term in Terms) term.Apply(filter);
        return filter;
    }
}

/// <summary>Reads a search that was kept as a URL's query.</summary>
[Feature]
internal sealed class ReadSearch(ReadTerms readTerms)
{
    /// <returns>The search, or the first of its terms that cannot be applied.</returns>
    public async Task<(ClientSearch Search, WrongTerm? Wrong)> RunAsync(string query, CancellationToken cancellationToken)
    {
        var pairs = new QueryCollection(QueryHelpers.ParseQuery(query));
        var terms = await readTerms.RunAsync(pairs, cancellationToken);
        return (new ClientSearch(pairs["q"], ClientSearch.StatusOf(pairs["status"]), terms.Good), terms.Wrong is [var wrong, ..] ? wrong : null);
    }
}
