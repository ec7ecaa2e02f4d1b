using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.BulkUpdate;

/// <summary>Plan, node and server of all contracts in course of many clients.</summary>
[Feature]
internal sealed class CatalogBulkFields(
    IDatabase<NetworkDb> database, CatalogChoices choices, ContractScope scope, IStringLocalizer<NetworkText> text) : IClientBulkFields
{
    private const NpgsqlDbType Ids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;

    private static readonly IReadOnlyDictionary<string, CatalogShape> Shapes = CatalogShape.All.ToDictionary(shape => $"network.{shape.Single}");

    public string Key => "network.bulk";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 300;

    public string? Permission => NetworkPermissions.Edit;

    public IReadOnlyList<ClientBulkField> Fields { get; } =
    [
        .. Shapes.Select(field => new ClientBulkField(
            field.Key, Label.Of<NetworkText>(field.Value.Key("one")), ClientFilterInput.Choice, CanBeCleared: field.Value == CatalogShape.Nodes)
        {
            Warning = Label.Of<NetworkText>("bulk.all-contracts"),
        }),
    ];

    public async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken) =>
        [.. (await choices.OfferedAsync(Shapes[field], null, cancellationToken)).Select(choice => new ClientFilterOption($"{choice.Id}", choice.Name))];

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        foreach (var (field, value) in values.ByField)
        {
            if (value is null && Shapes[field] == CatalogShape.Nodes) continue;
            if ((await OptionsAsync(field, cancellationToken)).All(option => option.Value != value)) wrong[field] = text[value is null ? "bulk.missing" : "bulk.gone"];
        }

        return wrong;
    }

    public async Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(
        IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        var marked = Marked(values);
        // What was archived after the values were checked.
        if ((await CheckAsync(values, cancellationToken)).Values.FirstOrDefault() is { } wrong) return [.. clientIds.Select(id => new ClientBulkPlan(id, [], wrong))];
        var (within, seen) = scope.Where("c.client_id", after: marked.Count + 1);
        var rows = await database.Source.Sql(
            $"""
            select i.id, count(c.id), {Taken(marked)},
                   {string.Join(", ", marked.Select((field, n) => $"""
                       bool_or(c.id is not null and c.{field.Shape.ContractColumn} is distinct from ${n + 2}), string_agg(distinct x{n}.name::text, ', '),
                       (select w.name::text from {field.Shape.Table} w where w.id = ${n + 2})
                       """))}
            from unnest($1) i (id)
            left join network.contract c on c.client_id = i.id and not c.ended and {within}
            {string.Join('\n', marked.Select((field, n) => $"left join {field.Shape.Table} x{n} on x{n}.id = c.{field.Shape.ContractColumn}"))}
            group by i.id
            """, [clientIds.ToArray().As(Ids), .. Values(marked), .. seen]).ListAsync(row => Read(row, marked), cancellationToken);
        return [.. rows.Where(plan => plan.Skip is not null || plan.Changes.Count > 0)];
    }

    public async Task ApplyAsync(
        IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        var marked = Marked(values);
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        var gone = await transaction.HoldAsync(marked.Select(field => new ChosenItem(field.Shape, field.Key, field.Value, MayBeArchived: false, "bulk.gone")), cancellationToken);
        // Tried again, the plan says so of each client.
        if (gone.Count > 0) throw new PostgresException("What the update sets is archived.", "ERROR", "ERROR", PostgresErrorCodes.ForeignKeyViolation);
        var (within, seen) = scope.Where("c.client_id", after: marked.Count + 1);
        await transaction.Connection.Sql(
            $"""
            update network.contract c
            set {string.Join(", ", marked.Select((field, n) => $"{field.Shape.ContractColumn} = ${n + 2}"))}
            where c.client_id = any ($1) and not c.ended and {within}
              and ({string.Join(" or ", marked.Select((field, n) => $"c.{field.Shape.ContractColumn} is distinct from ${n + 2}"))})
            """, [clientIds.ToArray().As(Ids), .. Values(marked), .. seen]).RunAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        List<ClientBulkReversal> lines = [];
        foreach (var (key, shape) in Shapes)
            lines.AddRange(await new ColumnReversal(transaction.Connection, key, shape, text).RunAsync(batch, clientIds, cancellationToken));
        return lines;
    }

    /// <summary>Whether a client's contract brings an address or user that another on the wanted server has.</summary>
    private static string Taken(IReadOnlyList<(string Key, CatalogShape Shape, Guid? Value)> marked)
    {
        var server = marked.Select((field, n) => (field, n)).Where(one => one.field.Shape == CatalogShape.Servers).Select(one => $"${one.n + 2}").FirstOrDefault();
        return server is null
            ? "false"
            : $"coalesce(bool_or(c.server_id <> {server} and exists ({ColumnReversal.Holders("c", server)})), false)";
    }

    private ClientBulkPlan Read(NpgsqlDataReader row, IReadOnlyList<(string Key, CatalogShape Shape, Guid? Value)> marked)
    {
        if (row.GetInt64(1) == 0) return new ClientBulkPlan(row.GetGuid(0), [], text["bulk.no-contracts"]);
        if (row.GetBoolean(2)) return new ClientBulkPlan(row.GetGuid(0), [], text["bulk.taken"]);
        List<ClientBulkChange> changes = [];
        for (var n = 0; n < marked.Count; n++)
            if (row.GetBoolean(3 + (n * 3))) changes.Add(new ClientBulkChange(marked[n].Key, row.Text(4 + (n * 3)), row.Text(5 + (n * 3))));
        return new ClientBulkPlan(row.GetGuid(0), changes);
    }

    private static IReadOnlyList<(string Key, CatalogShape Shape, Guid? Value)> Marked(ClientBulkValues values) =>
        [.. values.ByField.Select(field => (field.Key, Shapes[field.Key], Guid.TryParse(field.Value, out var id) ? id : (Guid?)null))];

    private static IEnumerable<object> Values(IReadOnlyList<(string Key, CatalogShape Shape, Guid? Value)> marked) =>
        marked.Select(field => field.Value.As(NpgsqlDbType.Uuid));
}
