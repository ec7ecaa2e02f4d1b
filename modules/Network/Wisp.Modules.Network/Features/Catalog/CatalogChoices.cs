using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Catalog;

/// <summary>Something to choose.</summary>
internal sealed record Choice(Guid Id, string Name, bool Archived);

/// <summary>Plans, nodes or servers as forms and filters offer them.</summary>
[Feature]
internal sealed class CatalogChoices(IDatabase<NetworkDb> database)
{
    /// <summary>All of a kind, archived ones last.</summary>
    public Task<List<Choice>> AllAsync(CatalogShape shape, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select id, name::text, archived_at is not null
        from {shape.Table}
        order by archived_at is not null, name collate "es-x-icu", public_id
        """).ListAsync(row => new Choice(row.GetGuid(0), row.GetString(1), row.GetBoolean(2)), cancellationToken);

    /// <summary>Those that are offered, and the one that is held already.</summary>
    public async Task<IReadOnlyList<Choice>> OfferedAsync(CatalogShape shape, Guid? held, CancellationToken cancellationToken) =>
        [.. (await AllAsync(shape, cancellationToken)).Where(choice => !choice.Archived || choice.Id == held)];
}
