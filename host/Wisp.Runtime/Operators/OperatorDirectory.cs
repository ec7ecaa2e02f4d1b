using Wisp.Sdk;

namespace Wisp.Runtime.Operators;

internal sealed class OperatorDirectory(IDatabase<HostDb> database) : IOperators
{
    public async Task<IReadOnlyList<OperatorName>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.Source.Sql("""select id, name, email, not disabled from host.operator order by name collate "es-x-icu", email""")
            .ListAsync(row => new OperatorName(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancellationToken);

    public async Task<IReadOnlyDictionary<string, PermissionScope>> ScopesAsync(Guid operatorId, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken = default) =>
        (await database.Source.Sql(
            """
            select wanted.permission, bool_or(p.id is not null), bool_or(p.scope = 'all' or p.permission = $3)
            from unnest($2::text[]) as wanted(permission)
            left join (
              host.operator o join host.operator_role r on r.operator_id = o.id and o.id = $1 and not o.disabled join host.role_permission p on p.role_id = r.role_id)
              on p.permission in (wanted.permission, $3)
            group by wanted.permission
            """, operatorId, permissions.ToArray(), RolePermission.Everything)
            .ListAsync(
                row => (Key: row.GetString(0), Scope: !row.GetBoolean(1) ? PermissionScope.None : row.GetBoolean(2) ? PermissionScope.All : PermissionScope.Own), cancellationToken))
            .ToDictionary(one => one.Key, one => one.Scope);
}
