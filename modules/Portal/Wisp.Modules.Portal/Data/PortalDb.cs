using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Wisp.Modules.Portal.Data;

/// <summary>Subscribers' accesses as ASP.NET Core Identity keeps them. Who they are stands in Clients: neither name nor address is repeated here.</summary>
internal sealed partial class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("portal");
        var access = modelBuilder.Entity<Subscriber>().ToTable("access");
        access.HasKey(subscriber => subscriber.Id);
        access.Property(subscriber => subscriber.Id).ValueGeneratedNever();
        access.Property(subscriber => subscriber.ConcurrencyStamp).IsConcurrencyToken();
        foreach (var unused in (string[])["UserName", "NormalizedUserName", "Email", "NormalizedEmail", "EmailConfirmed", "PhoneNumber", "PhoneNumberConfirmed", "LockoutEnd", "LockoutEnabled", "AccessFailedCount"])
            access.Ignore(unused);
        var token = modelBuilder.Entity<IdentityUserToken<Guid>>().ToTable("access_token");
        token.HasKey(kept => new { kept.UserId, kept.LoginProvider, kept.Name });
        token.Property(kept => kept.UserId).HasColumnName("access_id");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredProperties()))
            if (property.GetColumnName() == property.Name) property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
