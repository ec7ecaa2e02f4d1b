using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>Every kind of job that this process can do, with the module that owns it.</summary>
public sealed class JobRegistry(IReadOnlyDictionary<string, (string ModuleId, JobDefinition Definition)> jobs)
{
    /// <summary>All kinds by key.</summary>
    public IReadOnlyDictionary<string, (string ModuleId, JobDefinition Definition)> Jobs => jobs;
}
