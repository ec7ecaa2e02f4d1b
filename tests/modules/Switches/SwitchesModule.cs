using Microsoft.EntityFrameworkCore;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Fixtures.Switches;

/// <summary>Keeps which clients' states are not automatic, as a module with money would.</summary>
public sealed class SwitchesModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Database<SwitchesDb>("switches").Publish("manual_v1");
        module.Features<SwitchesModule>();
    }
}

[Feature]
internal sealed class ManualStates : IAutomaticStates
{
    public string ManualClients => "select m.client_id from switches.manual_v1 m";
}

internal sealed class SwitchesDb(DbContextOptions<SwitchesDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasDefaultSchema("switches");
}
