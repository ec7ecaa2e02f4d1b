using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

internal sealed record KnownItem(Guid Id, bool IsArchived);

/// <summary>
/// Plans, nodes or servers that rows name, and those that their contracts have. Held until the chunk is committed: whoever archives one
/// meanwhile waits, and then finds it in use.
/// </summary>
internal sealed class KnownItems
{
    private readonly Dictionary<string, KnownItem> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, KnownItem> _byId = [];

    public KnownItem? Of(string name) => _byName.GetValueOrDefault(name);

    public bool IsArchived(Guid id) => _byId.TryGetValue(id, out var item) && item.IsArchived;

    public static async Task<KnownItems> FindAsync(
        NpgsqlConnection connection, CatalogShape shape, IEnumerable<string> names, IEnumerable<Guid> ids, bool hold, CancellationToken cancellationToken)
    {
        var known = new KnownItems();
        // Of one name the live one counts; another may have been archived under it.
        var found = await connection.Sql(
            $"""
            select n.name, i.id, i.archived_at is not null
            from {shape.Table} i
            left join unnest($1) n (name) on ext.fold(n.name) = ext.fold(i.name)
            where n.name is not null or i.id = any ($2)
            order by i.archived_at is null, i.id
            {(hold ? "for share of i" : "")}
            """, names.Distinct().ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text), ids.Distinct().ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(row => (Name: row.Text(0), Item: new KnownItem(row.GetGuid(1), row.GetBoolean(2))), cancellationToken);
        foreach (var (name, item) in found)
        {
            known._byId[item.Id] = item;
            if (name is not null) known._byName[name] = item;
        }

        return known;
    }
}
