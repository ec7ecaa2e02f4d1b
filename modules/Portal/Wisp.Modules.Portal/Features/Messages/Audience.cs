using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Messages;

/// <summary>To whom a message goes.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Id">The zone or the node.</param>
internal sealed record Audience(string Kind, Guid? Id)
{
    public const string Everybody = "everybody", Zone = "zone", Node = "node", Debtors = "debtors";

    public static readonly string[] All = [Everybody, Zone, Node, Debtors];
}

/// <summary>A zone or a node to choose.</summary>
internal sealed record AudienceChoice(Guid Id, string Name);

/// <summary>Whom a message would reach.</summary>
/// <param name="Clients">Exactly how many.</param>
/// <param name="Sample">Names of the first few.</param>
internal sealed record AudienceCount(int Clients, IReadOnlyList<string> Sample);

/// <summary>Says, counts and names the clients of an audience: those of whom the operator may know.</summary>
[Feature]
internal sealed partial class Audiences(IDatabase<PortalDb> database, IClientScope scope, IIsp isp)
{
    private const int SampleSize = 5;

    /// <summary>A select of <c>id, name</c>.</summary>
    /// <param name="audience">The audience.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<(string Sql, object?[] Values)> SqlAsync(Audience audience, CancellationToken cancellationToken)
    {
        (string Condition, object?[] Values) = audience.Kind switch
        {
            Audience.Everybody => ("true", (object?[])[]),
            Audience.Zone => ("c.zone_id = $1", [audience.Id]),
            Audience.Node => ("c.id in (select k.client_id from network.contracts_v1 k where k.node_id = $1 and not k.ended)", [audience.Id]),
            Audience.Debtors => (
                "c.id in (select i.client_id from billing.invoices_v1 i where i.state = 'pending' and i.balance > 0 and i.first_due_date < $1)", [await isp.TodayAsync(cancellationToken)]),
            _ => throw new ArgumentException($"No audience is called {audience.Kind}.", nameof(audience)),
        };
        var within = scope.Within();
        var own = within is null ? "true" : $"c.id in ({Parameter().Replace(within.Text, name => $"${int.Parse(name.ValueSpan[1..], CultureInfo.InvariantCulture) + Values.Length}")})";
        return ($"select c.id, c.name, c.public_id from clients.clients_v1 c where c.status = 'active' and ({Condition}) and {own}", [.. Values, .. within?.Values ?? []]);
    }

    public async Task<AudienceCount> CountAsync(Audience audience, CancellationToken cancellationToken)
    {
        var (sql, values) = await SqlAsync(audience, cancellationToken);
        var count = await database.Source.Sql($"select count(*) from ({sql}) a", values).ValueAsync<long>(cancellationToken);
        return new((int)count, await database.Source.Sql($"{sql} order by left(c.name, 200) collate \"es-x-icu\", c.public_id limit {SampleSize}", values).ListAsync(row => row.GetString(1), cancellationToken));
    }

    public Task<List<AudienceChoice>> ZonesAsync(CancellationToken cancellationToken) => ChoicesAsync("zones.zones_v1", cancellationToken);

    public Task<List<AudienceChoice>> NodesAsync(CancellationToken cancellationToken) => ChoicesAsync("network.nodes_v1", cancellationToken);

    private Task<List<AudienceChoice>> ChoicesAsync(string view, CancellationToken cancellationToken) =>
        database.Source.Sql($"select id, name from {view} where not archived order by name collate \"es-x-icu\", id")
            .ListAsync(row => new AudienceChoice(row.GetGuid(0), row.GetString(1)), cancellationToken);

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Parameter();
}
