using System.Reflection;
using Wisp.Sdk;

namespace Wisp.ModuleHost;

/// <summary>What a process tells the loader.</summary>
public sealed class ModuleHostOptions
{
    /// <summary>The folder that holds <c>&lt;id&gt;/&lt;version&gt;/module.json</c> and <c>active.json</c>.</summary>
    public required string ModulesPath { get; init; }

    /// <summary>The kind of process.</summary>
    public required ModuleProcess Process { get; init; }

    /// <summary>The assembly whose compiled pages no module may double; <c>null</c> in a process without pages.</summary>
    public Assembly? HostAssembly { get; init; }

    /// <summary>What the host itself contributes, so that no module doubles its keys.</summary>
    public ModuleContributions? BuiltIn { get; init; }

    /// <summary>
    /// The process's last word after a module's <c>Configure</c>: a sentence refuses the module, <c>null</c> accepts it.
    /// What it throws is the process's own failure and ends the loading.
    /// </summary>
    public Func<LoadedModule, string?>? Verify { get; init; }
}
