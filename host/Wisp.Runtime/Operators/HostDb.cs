using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Wisp.Runtime.Operators;

/// <summary>Operators, their roles and sessions, in schema <c>host</c>.</summary>
public sealed partial class HostDb(DbContextOptions<HostDb> options) : IdentityDbContext<Operator, Role, Guid>(options)
{
    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();

    public DbSet<OperatorSession> Sessions => Set<OperatorSession>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("host");
        builder.Entity<Operator>().ToTable("operator");
        builder.Entity<Role>().ToTable("role");
        builder.Entity<RolePermission>().ToTable("role_permission");
        builder.Entity<OperatorSession>().ToTable("operator_session");
        builder.Entity<IdentityUserRole<Guid>>(e => { e.ToTable("operator_role"); e.Property(x => x.UserId).HasColumnName("operator_id"); });
        builder.Entity<IdentityUserClaim<Guid>>(e => { e.ToTable("operator_claim"); e.Property(x => x.UserId).HasColumnName("operator_id"); });
        builder.Entity<IdentityUserLogin<Guid>>(e => { e.ToTable("operator_login"); e.Property(x => x.UserId).HasColumnName("operator_id"); });
        builder.Entity<IdentityUserToken<Guid>>(e => { e.ToTable("operator_token"); e.Property(x => x.UserId).HasColumnName("operator_id"); });
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claim");

        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredProperties()))
        {
            if (property.GetColumnName() == property.Name)
                property.SetColumnName(WordStart().Replace(property.Name, "_$1").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex WordStart();
}
