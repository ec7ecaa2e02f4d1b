using Wisp.Host.Access;
using Wisp.Host.Features.Operators;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Roles;

/// <summary>Deletes a role that nobody has and that is not built in.</summary>
[Feature]
public sealed class DeleteRole(IDatabase<HostDb> database, OperatorAuthority authority, RolePermissions permissions)
{
    public async Task<Problem?> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await authority.CoversRolesAsync([id], cancellationToken)) return new Problem("", "roles.above");
        await using var transaction = await database.BeginAsync(cancellationToken);
        var free = await transaction.Connection.Sql(
            """
            select id from host.role r
            where id = $1 and not built_in and not exists (select from host.operator_role where role_id = r.id)
            for update
            """, id).ValueAsync<Guid?>(cancellationToken);
        if (free is null) return new Problem("", "roles.in-use");
        await transaction.Connection.Sql("delete from host.role_permission where role_id = $1", id).RunAsync(cancellationToken);
        await transaction.Connection.Sql("delete from host.role where id = $1", id).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        permissions.Forget();
        return null;
    }
}
