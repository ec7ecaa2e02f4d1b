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

    public async ValueTask<ILookup<Guid, Grant>> AllAsync(CancellationToken cancellationToken = default)
    {
        if (_loaded is { } known && clock.GetElapsedTime(known.At) < Fresh) return known.Grants;
        var at = clock.GetTimestamp();
        var rows = await database.Source
            .Sql("select role_id, permission, scope = 'own' from host.role_permission")
            .ListAsync(row => (Role: row.GetGuid(0), Grant: new Grant(row.GetString(1), row.GetBoolean(2))), cancellationToken);
        var grants = rows.ToLookup(row => row.Role, row => row.Grant);
        _loaded = new Loaded(at, grants);
        return grants;
    }

    /// <summary>What was read last, however old; <c>null</c> before the first time.</summary>
    public ILookup<Guid, Grant>? Last => _loaded?.Grants;

    /// <summary>Reads anew at the next question.</summary>
    public void Forget() => _loaded = null;

    private sealed record Loaded(long At, ILookup<Guid, Grant> Grants);
}
