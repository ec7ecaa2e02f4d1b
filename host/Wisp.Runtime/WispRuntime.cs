using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wisp.ModuleHost;
using Wisp.Runtime.Access;
using Wisp.Runtime.Database;
using Wisp.Runtime.Events;
using Wisp.Runtime.Files;
using Wisp.Runtime.Jobs;
using Wisp.Runtime.Keys;
using Wisp.Runtime.Mail;
using Wisp.Runtime.Migrate;
using Wisp.Runtime.Modules;
using Wisp.Runtime.Operators;
using Wisp.Runtime.Settings;
using Wisp.Runtime.Tables;
using Wisp.Sdk;

namespace Wisp.Runtime;

/// <summary>Puts the runtime and the modules into a process.</summary>
public static class WispRuntime
{
    /// <summary>Registers all that host and worker share, and loads the modules.</summary>
    /// <param name="builder">The process's builder.</param>
    /// <param name="process">The kind of process.</param>
    /// <param name="pages">The host's assembly with pages, or <c>null</c>.</param>
    /// <param name="shell">What the process itself contributes beside the runtime, or <c>null</c>.</param>
    /// <returns>The modules and what became of each.</returns>
    /// <exception cref="ModuleStartException">A module that the host may not run without did not start, or the folder cannot be read.</exception>
    public static ModuleCatalog AddWispRuntime(
        this IHostApplicationBuilder builder, ModuleProcess process, Assembly? pages = null, WispModule? shell = null)
    {
        var options = WispOptions.From(builder.Configuration);
        var services = builder.Services;
        // A module's wrong registration shows where it is used; it must not keep a process from starting, in Development either.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = false, ValidateScopes = false }));
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLocalization(localization => localization.ResourcesPath = "Resources");
        services.AddSingleton<IActorAccessor, ActorAccessor>();
        services.AddSingleton<ModuleConnections>();
        services.AddSingleton<IModuleConnections>(provider => provider.GetRequiredService<ModuleConnections>());
        services.AddSingleton<IWispTransactions>(provider => provider.GetRequiredService<ModuleConnections>());
        services.AddSingleton<ISettings, SettingStore>();
        services.AddSingleton<IIsp, Isp>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddScoped<ITableFiles, TableFiles>();
        services.AddSingleton<IJobs, JobService>();
        services.AddSingleton<IEvents, EventPublisher>();
        services.AddSingleton<ParkedEvents>();
        services.AddMail();
        services.AddSingleton<IOperators, OperatorDirectory>();
        services.TryAddScoped<ICurrentOperator, ActorOperator>();
        services.AddScoped<IContributions, Contributions>();
        AddKeys(services, builder.Configuration, options);

        var host = new ModuleBuilder(HostModule.Id, process, services);
        new HostModule().Configure(host);
        shell?.Configure(host);
        var catalog = Load(services, options, process, pages, host.Contributions);
        services.AddSingleton(catalog);
        services.AddSingleton(new HostContributions(host.Contributions));
        services.AddSingleton(provider => Contributed(provider, c => c.Jobs, j => j.Key, jobs => new JobRegistry(jobs)));
        services.AddSingleton(provider => Contributed(provider, c => c.Mails, m => m.Key, kinds => new MailKinds(kinds)));
        services.AddSingleton(provider => Contributed(provider, c => c.Subscriptions, s => s.Subscriber, all => new EventRegistry(all)));
        services.AddSingleton<ModuleStates>();
        services.AddSingleton(provider => new ProcessIdentity(
            Guid.CreateVersion7(), process, provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (process != ModuleProcess.Tool) services.AddHostedService<Heartbeat>();
        return catalog;
    }

    private static ModuleCatalog Load(
        IServiceCollection services, WispOptions options, ModuleProcess process, Assembly? pages, ModuleContributions builtIn)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(process == ModuleProcess.Tool ? LogLevel.Warning : LogLevel.Information));
        var check = new DatabaseCheck(options);
        if (process != ModuleProcess.Tool) RequireHost(check, builtIn);
        return Load(services, options, process, pages, builtIn, check, loggers.CreateLogger("Wisp.Modules"));
    }

    private static void RequireHost(DatabaseCheck check, ModuleContributions builtIn)
    {
        var newest = typeof(WispRuntime).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal);
        if (check.Verify(HostModule.Id, builtIn.Database!, newest) is { } reason) throw new ModuleStartException($"Wisp cannot start: {reason}");
    }

    private static ModuleCatalog Load(
        IServiceCollection services, WispOptions options, ModuleProcess process, Assembly? pages, ModuleContributions builtIn,
        DatabaseCheck check, ILogger log) =>
        ModuleCatalog.Load(
            new ModuleHostOptions
            {
                ModulesPath = options.ModulesPath,
                Process = process,
                HostAssembly = pages,
                BuiltIn = builtIn,
                // The console that migrates loads modules before their database is there.
                Verify = process == ModuleProcess.Tool || builtIn.Database is null
                    ? null
                    : module => module.Contributions?.Database is { } database
                        ? check.Verify(module.Id, database, module.Migrations.Count == 0 ? null : module.Migrations[^1])
                        : null,
            },
            services, log);

    private static void AddKeys(IServiceCollection services, IConfiguration configuration, WispOptions options)
    {
        services.AddSingleton(_ => MasterKey.Read(configuration, options));
        services.AddSingleton<ISecretKeys, SecretKeys>();
        services.AddSingleton<IXmlRepository, DatabaseKeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<IXmlRepository>();
            keys.XmlEncryptor = new MasterKeyEncryptor(provider.GetRequiredService<MasterKey>());
        }));
        services.AddDataProtection().SetApplicationName("Wisp");
    }

    private static TRegistry Contributed<TItem, TRegistry>(
        IServiceProvider provider, Func<ModuleContributions, IEnumerable<TItem>> items, Func<TItem, string> key,
        Func<Dictionary<string, (string, TItem)>, TRegistry> make) =>
        make(AllContributions(provider).SelectMany(m => items(m.Contributions).Select(item => (m.ModuleId, item)))
            .ToDictionary(pair => key(pair.item), pair => (pair.ModuleId, pair.item), StringComparer.Ordinal));

    /// <summary>The host's contributions, then each running module's.</summary>
    /// <param name="provider">The process's services.</param>
    /// <returns>Module ids with what they registered.</returns>
    public static IEnumerable<(string ModuleId, ModuleContributions Contributions)> AllContributions(IServiceProvider provider)
    {
        yield return (HostModule.Id, provider.GetRequiredService<HostContributions>().Contributions);
        foreach (var module in provider.GetRequiredService<ModuleCatalog>().Running) yield return (module.Id, module.Contributions!);
    }
}

/// <summary>What the host itself contributes.</summary>
/// <param name="Contributions">Menu, permissions, jobs and so on.</param>
public sealed record HostContributions(ModuleContributions Contributions);
