using Wisp.Host.Access;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>One gives, takes and manages only what one holds oneself; else whoever manages operators would be an administrator.</summary>
[Feature]
public sealed class OperatorAuthority(ICurrentOperator current, RolePermissions roles)
{
    public bool Covers(IEnumerable<Grant> grants) =>
        grants.All(grant => grant.Own ? current.Can(grant.Key) : current.ScopeOf(grant.Key) == PermissionScope.All);

    public async Task<bool> CoversRolesAsync(IEnumerable<Guid> roleIds, CancellationToken cancellationToken)
    {
        var all = await roles.AllAsync(cancellationToken);
        return Covers(roleIds.SelectMany(id => all[id]));
    }
}
