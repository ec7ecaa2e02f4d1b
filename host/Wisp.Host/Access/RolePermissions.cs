using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>A permission that a role holds.</summary>
/// <param name="Key">The permission; <c>*</c> for every one.</param>
/// <param name="Own">Only for what is the operator's own.</param>
public sealed record Grant(string Key, bool Own);

/// <summary>Permissions of all roles, at most twenty seconds old, so that a changed role is felt within a minute in every process.</summary>
public sealed class RolePermissions(IDatabase<HostDb> database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);
    private volatile Loaded? _loaded;

    /// <param name="roles">Roles that the answer must know: one made a moment ago by another process is looked up at once.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<ILookup<Guid, Grant>> OfAsync(IReadOnlyCollection<Guid> roles, CancellationToken cancellationToken = default) =>
        _loaded is { } known && IsFresh(known) && roles.All(known.Roles.Contains) ? known.Grants : await ReadAsync(cancellationToken);

    public async ValueTask<ILookup<Guid, Grant>> AllAsync(CancellationToken cancellationToken = default) =>
        _loaded is { } known && IsFresh(known) ? known.Grants : await ReadAsync(cancellationToken);

    /// <summary>What was read last, however old; <c>null</c> before the first time.</summary>
    public ILookup<Guid, Grant>? Last => _loaded?.Grants;

    /// <summary>Reads anew at the next question.</summary>
    public void Forget() => _loaded = null;

    private bool IsFresh(Loaded known) => clock.GetElapsedTime(known.At) < Fresh;

    private async Task<ILookup<Guid, Grant>> ReadAsync(CancellationToken cancellationToken)
    {
        var at = clock.GetTimestamp();
        var rows = await database.Source.Sql(
            """
            select role.id, held.permission, held.scope = 'own'
            from host.role
            left join host.role_permission held on held.role_id = role.id
            """).ListAsync(
            row => (Role: row.GetGuid(0), Grant: row.IsDBNull(1) ? null : new Grant(row.GetString(1), row.GetBoolean(2))), cancellationToken);
        var grants = rows.Where(row => row.Grant is not null).ToLookup(row => row.Role, row => row.Grant!);
        _loaded = new Loaded(at, rows.Select(row => row.Role).ToHashSet(), grants);
        return grants;
    }

    private sealed record Loaded(long At, HashSet<Guid> Roles, ILookup<Guid, Grant> Grants);
}
