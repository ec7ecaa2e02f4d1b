using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Data;

internal sealed partial class NetworkDb(DbContextOptions<NetworkDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("network");
        Map<Plan>(modelBuilder, "plan");
        Map<Node>(modelBuilder, "node");
        Map<Server>(modelBuilder, "server");
        Map<Contract>(modelBuilder, "contract");
    }

    private static void Map<T>(ModelBuilder modelBuilder, string table)
        where T : class
    {
        var entity = modelBuilder.Entity<T>().ToTable(table);
        entity.HasKey("Id");
        entity.Property("Id").ValueGeneratedNever();
        entity.Property("PublicId").ValueGeneratedOnAdd();
        entity.Property("Version").IsRowVersion();
        foreach (var property in entity.Metadata.GetProperties().Where(property => property.Name != "Version"))
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
            if (property.Name == "Location") property.SetColumnType("geometry(Point,4326)");
        }
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
