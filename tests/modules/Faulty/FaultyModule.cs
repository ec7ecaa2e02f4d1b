using CsvHelper.Configuration.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wisp.Sdk;

namespace Wisp.Fixtures.Faulty;

/// <summary>Goes wrong in the way that its id says; a test installs it under that id.</summary>
public sealed class FaultyModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Services.AddSingleton(new Row("left behind"));
        module.Permission("faulty.view", Label.Of<FaultyModule>("permission.view"));
        switch (module.ModuleId)
        {
            case "throws": throw new InvalidOperationException("The stars stand wrong.");
            case "static-constructor": module.Services.AddSingleton(Poisoned.Value); break;
            case "removes-host-service": module.Services.RemoveAll<TimeProvider>(); break;
            case "doubles-own-key": module.Permission("faulty.view", Label.Of<FaultyModule>("permission.view")); break;
            case "other-schema": module.Database<FaultyDb>("elsewhere"); break;
        }
    }
}

/// <summary>Needs the private library only for an attribute.</summary>
internal sealed record Row([property: Name("text")] string Text);

internal static class Poisoned
{
    public static readonly string Value = string.Empty.Length == 0 ? throw new InvalidOperationException("The well is poisoned.") : "";
}

internal sealed class FaultyDb(DbContextOptions<FaultyDb> options) : DbContext(options);
