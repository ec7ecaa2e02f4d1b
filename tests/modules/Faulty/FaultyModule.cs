using CsvHelper.Configuration.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Wisp.Sdk;

namespace Wisp.Fixtures.Faulty;

/// <summary>Goes wrong in the way that its id says; a test installs it under that id.</summary>
public sealed class FaultyModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Services.AddSingleton(new Row("left behind"));
        if (StartsBadly(module)) return;
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

    // These are accepted, and stand beside each other.
    private static bool StartsBadly(ModuleBuilder module)
    {
        switch (module.ModuleId)
        {
            case "throws-at-start": module.Services.AddHostedService<Sleepwalker>(); return true;
            case "throws-later": module.Services.AddHostedService<Stumbler>(); return true;
            case "lacks-a-service": module.Services.AddHostedService<Lonely>().AddSingleton<Lonely>(); return true;
            default: return false;
        }
    }
}

/// <summary>Needs the private library only for an attribute.</summary>
internal sealed record Row([property: Name("text")] string Text);

internal static class Poisoned
{
    public static readonly string Value = string.Empty.Length == 0 ? throw new InvalidOperationException("The well is poisoned.") : "";
}

internal sealed class Sleepwalker : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The stairs are missing.");

    public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The bed is missing.");
}

internal sealed class Stumbler : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        throw new InvalidOperationException("The carpet has a fold.");
    }
}

internal sealed class Lonely(IComparer<Row> nobody) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(nobody);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class FaultyDb(DbContextOptions<FaultyDb> options) : DbContext(options);
