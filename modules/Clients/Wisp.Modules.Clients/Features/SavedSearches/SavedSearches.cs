using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SavedSearches;

/// <summary>Searches by name: one's own, and those that others share (SRCH-04).</summary>
[Feature]
internal sealed class SavedSearches(IDatabase<ClientsDb> database, ICurrentOperator current, TimeProvider clock)
{
    public const int NameLimit = 100;
    private const int QueryLimit = 8000;

    private Guid Reader => current.Id ?? Guid.Empty;

    public Task<List<SavedSearch>> ListAsync(CancellationToken cancellationToken) => database.Source.Sql(
        """
        select id, name, query, owner_id = $1, owner_name, shared
        from clients.saved_search
        where owner_id = $1 or shared
        order by owner_id = $1 desc, name collate "es-x-icu", id
        limit 200
        """, Reader).ListAsync(
            row => new SavedSearch(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetString(4), row.GetBoolean(5)),
            cancellationToken);

    /// <summary>Keeps a search; one's own of the same name is replaced.</summary>
    public async Task<SaveSearchOutcome> SaveAsync(string? typedName, string query, bool shared, CancellationToken cancellationToken)
    {
        if (!PlainText.TryClean(typedName, out var name) || name is null || PlainText.HasControl(name)) return SaveSearchOutcome.NameMissing;
        if (!PlainText.Fits(name, NameLimit)) return SaveSearchOutcome.NameTooLong;
        if (query.Length > QueryLimit) return SaveSearchOutcome.QueryTooLong;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var isNew = await transaction.Connection.Sql(
            """
            insert into clients.saved_search as s (name, query, owner_id, owner_name, shared, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            on conflict (owner_id, (ext.fold(name))) do update
                set name = excluded.name, query = excluded.query, shared = excluded.shared, updated_at = excluded.updated_at
            returning s.created_at = s.updated_at
            """, name, query, Reader, current.Name, shared, clock.GetUtcNow()).ValueAsync<bool>(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isNew ? SaveSearchOutcome.Saved : SaveSearchOutcome.Replaced;
    }

    /// <summary>Only the owner forgets a search.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var deleted = await transaction.Connection.Sql(
            "delete from clients.saved_search where id = $1 and owner_id = $2", id, Reader).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted > 0;
    }
}
