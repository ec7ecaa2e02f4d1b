using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>Name, address, language and roles of an operator. Another address or other roles end the operator's sessions.</summary>
[Feature]
public sealed class EditOperator(OperatorChange change, OperatorAuthority authority, ILookupNormalizer normalizer)
{
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid id, OperatorForm form, CancellationToken cancellationToken)
    {
        var problems = form.Check().ToList();
        if (problems.Count > 0) return problems;
        if (!await authority.CoversRolesAsync(form.Roles, cancellationToken)) return [new Problem(nameof(form.Roles), "operators.above-role")];
        var problem = await change.RunAsync(
            id,
            (db, target) =>
            {
                var held = db.UserRoles.Where(role => role.UserId == id).ToList();
                var gone = held.Where(role => !form.Roles.Contains(role.RoleId)).ToList();
                var added = form.Roles.Except(held.Select(role => role.RoleId)).ToList();
                if (gone.Count + added.Count > 0 || target.Email != form.Email) target.EndSessions();
                db.UserRoles.RemoveRange(gone);
                db.UserRoles.AddRange(added.Select(role => new IdentityUserRole<Guid> { UserId = id, RoleId = role }));
                target.Take(form, normalizer);
                return null;
            },
            cancellationToken);
        return problem is null ? [] : [problem];
    }
}
