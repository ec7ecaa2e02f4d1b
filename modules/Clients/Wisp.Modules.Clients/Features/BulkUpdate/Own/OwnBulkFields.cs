using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Zones;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate.Own;

/// <summary>City, neighbourhood, zone, seller and collector of many clients at once.</summary>
[Feature]
internal sealed class OwnBulkFields(IDatabase<ClientsDb> database, IPlaceCatalog places, IStringLocalizer<ClientsText> text, TimeProvider clock)
    : IClientBulkFields
{
    private static readonly OwnField[] All =
    [
        new("clients.city", "city_id", "CityId", PlaceKind.City),
        new("clients.neighborhood", "neighborhood_id", "NeighborhoodId", PlaceKind.Neighborhood),
        new("clients.zone", "zone_id", "ZoneId", PlaceKind.Zone),
        new("clients.seller", "seller_id", "SellerId", null),
        new("clients.collector", "collector_id", "CollectorId", null),
    ];

    private readonly Dictionary<string, IReadOnlyList<ClientFilterOption>> _options = [];

    public string Key => "clients.own";

    public Label Label => Label.Of<ClientsText>("list.title");

    public int Order => 100;

    public string? Permission => ClientPermissions.BulkUpdate;

    public IReadOnlyList<ClientBulkField> Fields { get; } =
        [.. All.Select(field => new ClientBulkField(field.Key, Label.Of<ClientsText>($"field.{field.Name}"), ClientFilterInput.Choice, CanBeCleared: true))];

    public async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken)
    {
        if (_options.TryGetValue(field, out var known)) return known;
        var own = Array.Find(All, one => one.Key == field);
        return _options[field] = own switch
        {
            null => [],
            { Place: { } kind } => [.. (await places.ListAsync(kind, cancellationToken)).Select(place => new ClientFilterOption(place.Id.ToString(), place.Name))],
            _ => await database.Source.Sql($"select id, name from clients.{own.Column[..^3]} where not archived order by name collate \"es-x-icu\"")
                .ListAsync(row => new ClientFilterOption(row.GetGuid(0).ToString(), row.GetString(1)), cancellationToken),
        };
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        foreach (var (field, value) in values.ByField)
            if (value is not null && (await OptionsAsync(field, cancellationToken)).All(option => option.Value != value))
                wrong[field] = text[field is "clients.seller" or "clients.collector" ? "rule.person-gone" : "rule.place-gone"];
        return wrong;
    }

    public async Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(
        IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        var change = Marked(values);
        var names = await NamesAsync(cancellationToken);
        return await database.Source.Sql(
            $"""
            select c.id, c.status <> 'active', {change.Fault},
                   {string.Join(", ", change.Fields.Select(field => $"c.{field.Column}"))}
            from clients.client c
            where c.id = any ($1) and (c.status <> 'active' or {change.Differs})
            """, [Ids(clientIds), .. change.Parameters])
            .ListAsync(row => Plan(row, change, names), cancellationToken);
    }

    public async Task ApplyAsync(
        IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        var change = Marked(values);
        var at = change.Parameters.Count + 2;
        await transaction.Connection.Sql(
            $"""
            update clients.client c
            set {string.Join(", ", change.Fields.Select((field, i) => $"{field.Column} = ${i + 2}"))}, updated_at = ${at}
            where c.id = any ($1) and c.status = 'active' and {change.Differs} and ({change.Fault}) is null
            """, [Ids(clientIds), .. change.Parameters, clock.GetUtcNow()]).RunAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        var names = await NamesAsync(cancellationToken);
        var reversal = new OwnReversal(transaction.Connection, All, text, id => Name(names, id));
        return await reversal.RunAsync(batch, clientIds, clock.GetUtcNow(), cancellationToken);
    }

    private static OwnChange Marked(ClientBulkValues values) => new([.. All.Where(field => values.ByField.ContainsKey(field.Key))], values);

    private static NpgsqlParameter Ids(IReadOnlyCollection<Guid> ids) => ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    private ClientBulkPlan Plan(NpgsqlDataReader row, OwnChange change, IReadOnlyDictionary<Guid, string> names)
    {
        var id = row.GetGuid(0);
        if (row.GetBoolean(1)) return new ClientBulkPlan(id, [], text["bulk.deactivated"]);
        if (row.Text(2) is { } fault) return new ClientBulkPlan(id, [], text[fault]);
        var changes = new List<ClientBulkChange>();
        for (var i = 0; i < change.Fields.Count; i++)
        {
            var (before, after) = (row.Maybe<Guid>(3 + i), change.Values[i]);
            if (before != after) changes.Add(new ClientBulkChange(change.Fields[i].Key, Name(names, before), Name(names, after)));
        }

        return new ClientBulkPlan(id, changes);
    }

    private string? Name(IReadOnlyDictionary<Guid, string> names, Guid? id) =>
        id is not { } known ? null : names.GetValueOrDefault(known, text["option.archived"]);

    private async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var field in All)
            foreach (var option in await OptionsAsync(field.Key, cancellationToken)) names[Guid.Parse(option.Value)] = option.Text;
        return names;
    }
}

/// <summary>A column of the client that mass updates set.</summary>
/// <param name="Key">Key of the field.</param>
/// <param name="Column">Its column.</param>
/// <param name="Name">Its name in texts.</param>
/// <param name="Place">The kind of place that it names; <c>null</c> for people.</param>
internal sealed record OwnField(string Key, string Column, string Name, PlaceKind? Place);
