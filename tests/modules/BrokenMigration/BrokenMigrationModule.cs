using Microsoft.EntityFrameworkCore;
using Wisp.Sdk;

namespace Wisp.Fixtures.BrokenMigration;

/// <summary>Its second migration is no SQL; the loader has no reason to know.</summary>
public sealed class BrokenMigrationModule : WispModule
{
    public override void Configure(ModuleBuilder module) => module.Database<BrokenDb>("broken_migration");
}

internal sealed class BrokenDb(DbContextOptions<BrokenDb> options) : DbContext(options);
