using Microsoft.EntityFrameworkCore;

namespace Wisp.Fixtures.Work;

internal sealed class WorkDb(DbContextOptions<WorkDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("work");
        modelBuilder.Entity<Thing>(thing =>
        {
            thing.ToTable("thing");
            thing.Property(t => t.Id).HasColumnName("id");
            thing.Property(t => t.Name).HasColumnName("name");
            thing.Property(t => t.Amount).HasColumnName("amount");
        });
    }
}

internal sealed class Thing
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public decimal? Amount { get; set; }
}
