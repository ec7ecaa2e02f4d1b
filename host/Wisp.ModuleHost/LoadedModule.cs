using System.Reflection;
using Wisp.Sdk;

namespace Wisp.ModuleHost;

/// <summary>An installed module and what became of it.</summary>
public sealed class LoadedModule
{
    internal LoadedModule(string id, string folder) => (Id, Folder) = (id, folder);

    /// <summary>The module's id, which is the name of its folder.</summary>
    public string Id { get; }

    /// <summary>The folder of the live version, or of the module when no version is live.</summary>
    public string Folder { get; }

    /// <summary>The live version's manifest, or <c>null</c> when it cannot be read.</summary>
    public ModuleManifest? Manifest { get; internal init; }

    /// <summary>Whether the host may not run without it.</summary>
    public bool Required { get; internal init; }

    /// <summary>What became of it.</summary>
    public ModuleState State { get; private set; }

    /// <summary>Why it is <see cref="ModuleState.Refused"/> or <see cref="ModuleState.Failed"/>; otherwise <c>null</c>.</summary>
    public ModuleProblem? Problem { get; private set; }

    /// <summary>What its code threw, for the log.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>Its main assembly, once loaded.</summary>
    public Assembly? Assembly { get; internal set; }

    /// <summary>What it registered, once configured.</summary>
    public ModuleContributions? Contributions { get; internal set; }

    /// <summary>Ids of the migrations of its context, ascending.</summary>
    public IReadOnlyList<string> Migrations { get; internal set; } = [];

    /// <summary>How long loading and configuring took.</summary>
    public TimeSpan LoadTime { get; internal set; }

    internal Type[] Types { get; set; } = [];

    internal string Name => Manifest is null ? Id : $"{Id} {Manifest.Version}";

    internal void Run() => State = ModuleState.Running;

    internal void TurnOff() => State = ModuleState.Off;

    internal void Refuse(ModuleProblem problem) => (State, Problem) = (ModuleState.Refused, problem);

    internal void Fail(ModuleProblem problem, Exception exception) =>
        (State, Problem, Exception) = (ModuleState.Failed, problem, exception);
}
