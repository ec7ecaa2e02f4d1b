using Microsoft.EntityFrameworkCore;

namespace Wisp.Fixtures.Parts;

internal sealed class PartsDb(DbContextOptions<PartsDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasDefaultSchema("parts");
}
