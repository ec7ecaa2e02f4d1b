using Microsoft.Extensions.Localization;
using Wisp.Host.Access;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Roles;

public sealed record RoleRow(Guid Id, string Name, string Label, string Description, bool BuiltIn, bool Everything, int Operators, string Stamp);

/// <summary>Roles under the names that people read; built-in ones are named by the resources.</summary>
[Feature]
public sealed class RoleList(IDatabase<HostDb> database, IStringLocalizer<HostText> text, RolePermissions permissions)
{
    public async Task<List<RoleRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var held = await permissions.AllAsync(cancellationToken);
        var rows = await database.Source.Sql(
            """
            select r.id, r.name, r.description, r.built_in, r.concurrency_stamp,
                   (select count(*)::int from host.operator_role where role_id = r.id)
            from host.role r
            """)
        .ListAsync(
            row =>
            {
                var (id, name, builtIn) = (row.GetGuid(0), row.GetString(1), row.GetBoolean(3));
                return new RoleRow(
                    id, name, builtIn ? text[$"role.{name}"] : name, builtIn ? text[$"role.{name}.about"] : row.GetString(2), builtIn,
                    held[id].Any(grant => grant.Key == RolePermission.Everything), row.GetInt32(5), row.GetString(4));
            },
            cancellationToken);
        return [.. rows.OrderByDescending(role => role.Everything).ThenByDescending(role => role.BuiltIn).ThenBy(role => role.Label, StringComparer.CurrentCulture)];
    }
}
