using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.ModuleHost;

/// <summary>Takes one module after the other from its files to its registrations.</summary>
internal sealed class ModuleLoader(ModuleHostOptions options, IServiceCollection services, IReadOnlyList<LoadedModule> all)
{
    private readonly PageClaims pages = new(options.HostAssembly);
    private readonly KeyClaims keys = new(options.BuiltIn);
    private readonly KnownContracts contracts = new(all);
    private readonly List<AssemblyName> loadedContracts = [];

    public void Load(LoadedModule module)
    {
        var started = TimeProvider.System.GetTimestamp();
        var copy = new ServiceCopy(services);
        var problem = Guard(module, ProblemTexts.LoadFailed, () => LoadCode(module))
            ?? Guard(module, ProblemTexts.ConfigureFailed, () => Configure(module, copy))
            ?? Verify(module);
        module.LoadTime = TimeProvider.System.GetElapsedTime(started);
        if (module.State == ModuleState.Failed) return;
        if (problem is null) Accept(module, copy);
        else module.Refuse(problem);
    }

    private ModuleProblem? LoadCode(LoadedModule module)
    {
        if ((Requirements.Check(module, all) ?? FolderAudit.Check(module, contracts)) is { } problem) return problem;
        foreach (var contract in module.Manifest!.Provides.Keys)
            loadedContracts.Add(ContractAssemblies.Load(contract, Path.Combine(module.Folder, contract + ".dll")));
        module.Assembly = ModuleAssemblies.Load(Path.Combine(module.Folder, module.Manifest.Assembly), loadedContracts);
        if (ReferenceAudit.Check(module, contracts, all) is { } foreign) return foreign;
        module.Types = ModuleProbe.Types(module.Assembly);
        return ModuleProbe.EntryPoints(module) ?? pages.Check(module);
    }

    private ModuleProblem? Configure(LoadedModule module, ServiceCopy copy)
    {
        var entryPoint = (WispModule)Activator.CreateInstance(ModuleProbe.EntryPoint(module)!)!;
        var builder = new ModuleBuilder(module.Id, options.Process, copy.Services);
        entryPoint.Configure(builder);
        module.Contributions = builder.Contributions;
        module.Migrations = MigrationIds.Of(module.Types, builder.Contributions.Database?.Context);
        return copy.Changed() ?? SchemaAudit.Check(module) ?? keys.Check(module);
    }

    private ModuleProblem? Verify(LoadedModule module) =>
        options.Verify?.Invoke(module) is { } reason ? ModuleProblem.Of(ProblemTexts.Verification, reason) : null;

    private void Accept(LoadedModule module, ServiceCopy copy)
    {
        foreach (var descriptor in copy.Added.ToList()) services.Add(GuardedService.Around(module, descriptor));
        pages.Claim(module);
        keys.Claim(module);
        module.Run();
    }

    private static ModuleProblem? Guard(LoadedModule module, ProblemText text, Func<ModuleProblem?> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception)
        {
            // The boundary to a stranger's code: whatever it throws is that module's failure and nobody else's.
            module.Fail(ModuleProblem.Of(text, RootCause.Of(exception).Message), exception);
            return module.Problem;
        }
    }
}
