using Microsoft.EntityFrameworkCore;

namespace Wisp.Modules.Billing.Data;

/// <summary>Billing's schema. Money moves over sets of rows, so features speak SQL to it.</summary>
internal sealed class BillingDb(DbContextOptions<BillingDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasDefaultSchema("billing");
}
