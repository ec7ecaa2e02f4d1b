using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Host.Access;
using Wisp.Host.Features.Operators;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Roles;

public sealed class RoleForm
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    /// <summary>The stamp that the form was made from; another one means that someone else saved meanwhile.</summary>
    public string? Stamp { get; set; }
}

/// <summary>Saves a role and exactly the permissions given.</summary>
[Feature]
public sealed class SaveRole(IDatabase<HostDb> database, OperatorAuthority authority, RolePermissions permissions, ILookupNormalizer normalizer)
{
    public async Task<(Guid Id, Problem? Problem)> RunAsync(
        Guid? id, RoleForm form, IReadOnlyList<Grant> wanted, CancellationToken cancellationToken)
    {
        var name = (form.Name ?? "").Normalize(NormalizationForm.FormC).Trim();
        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<HostDb>();
        var role = id is null ? Add(db) : await db.Roles.SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (role is null) return (Guid.Empty, new Problem("", "roles.gone"));
        var rows = await db.RolePermissions.Where(row => row.RoleId == role.Id).ToListAsync(cancellationToken);
        var before = rows.Select(row => new Grant(row.Permission, row.Scope == "own")).ToList();
        if (before.Exists(grant => grant.Key == RolePermission.Everything)) return (role.Id, new Problem("", "roles.everything"));
        if (id is not null && role.ConcurrencyStamp != form.Stamp) return (role.Id, new Problem("", "form.conflict"));
        if (!authority.Covers(before.Concat(wanted))) return (role.Id, new Problem("", "roles.above"));
        if (!role.BuiltIn && name.Length is 0 or > 60) return (role.Id, new Problem(nameof(form.Name), "roles.name-length", name.Length));
        if (name.Any(char.IsControl)) return (role.Id, new Problem(nameof(form.Name), "form.control"));

        if (!role.BuiltIn)
        {
            (role.Name, role.NormalizedName) = (name, normalizer.NormalizeName(name));
            role.Description = (form.Description ?? "").Trim();
        }

        role.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        db.RolePermissions.RemoveRange(rows.Where(row => wanted.All(grant => grant.Key != row.Permission)));
        foreach (var grant in wanted)
        {
            var row = rows.Find(known => known.Permission == grant.Key)
                ?? db.RolePermissions.Add(new RolePermission { Id = Guid.CreateVersion7(), RoleId = role.Id, Permission = grant.Key }).Entity;
            row.Scope = grant.Own ? "own" : "all";
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (role.Id, new Problem("", "form.conflict"));
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return (role.Id, new Problem(nameof(form.Name), "roles.name-taken", name));
        }

        await transaction.CommitAsync(cancellationToken);
        permissions.Forget();
        return (role.Id, null);
    }

    private static Role Add(HostDb db) => db.Roles.Add(new Role { Id = Guid.CreateVersion7() }).Entity;
}
