using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>A new operator with a one-time password, which is told once and kept nowhere.</summary>
[Feature]
public sealed class CreateOperator(
    OperatorChange change, OperatorAuthority authority, IPasswordHasher<Operator> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    public async Task<(Guid Id, string Password, IReadOnlyList<Problem> Problems)> RunAsync(OperatorForm form, CancellationToken cancellationToken)
    {
        var password = OneTimePassword.New();
        var problems = form.Check().ToList();
        if (problems.Count > 0) return (Guid.Empty, "", problems);
        if (!await authority.CoversRolesAsync(form.Roles, cancellationToken))
            return (Guid.Empty, "", [new Problem(nameof(form.Roles), "operators.above-role")]);

        var made = new Operator
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CreatedAt = clock.GetUtcNow(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            MustChangePassword = true,
        };
        made.Take(form, normalizer);
        made.PasswordHash = hasher.HashPassword(made, password);
        made.EndSessions();
        var problem = await change.RunAsync(
            db =>
            {
                db.Users.Add(made);
                db.UserRoles.AddRange(form.Roles.Select(role => new IdentityUserRole<Guid> { UserId = made.Id, RoleId = role }));
                return Task.FromResult<Problem?>(null);
            },
            cancellationToken);
        return (made.Id, password, problem is null ? [] : [problem]);
    }
}

internal static class OperatorFormExtensions
{
    public static void Take(this Operator target, OperatorForm form, ILookupNormalizer normalizer)
    {
        target.Name = form.Name!;
        target.Language = form.Language;
        target.Email = target.UserName = form.Email;
        target.NormalizedEmail = normalizer.NormalizeEmail(form.Email);
        target.NormalizedUserName = normalizer.NormalizeName(form.Email);
    }
}
