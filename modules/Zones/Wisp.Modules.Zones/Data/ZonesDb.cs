using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wisp.Modules.Zones.Domain;

namespace Wisp.Modules.Zones.Data;

internal sealed class ZonesDb(DbContextOptions<ZonesDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("zones");
        Map<State>(modelBuilder, "state").Ignore(state => state.ParentId);
        Map<City>(modelBuilder, "city").Property(city => city.ParentId).HasColumnName("state_id");
        Map<Neighborhood>(modelBuilder, "neighborhood").Property(place => place.ParentId).HasColumnName("city_id");
        var zone = Map<Zone>(modelBuilder, "zone").Ignore(zone => zone.ParentId);
        zone.Property(z => z.Color).HasColumnName("color");
        zone.Property(z => z.Description).HasColumnName("description");
        zone.Property(z => z.Priority).HasColumnName("priority");
    }

    private static EntityTypeBuilder<T> Map<T>(ModelBuilder modelBuilder, string table)
        where T : Place
    {
        var entity = modelBuilder.Entity<T>().ToTable(table);
        entity.HasKey(place => place.Id);
        entity.Property(place => place.Id).HasColumnName("id").ValueGeneratedNever();
        entity.Property(place => place.PublicId).HasColumnName("public_id").UseIdentityAlwaysColumn();
        entity.Property(place => place.Name).HasColumnName("name");
        entity.Property(place => place.ArchivedAt).HasColumnName("archived_at");
        entity.Property(place => place.Version).IsRowVersion();
        return entity;
    }
}
