namespace Wisp.Sdk;

/// <summary>The kind of process that loads the module.</summary>
public enum ModuleProcess
{
    /// <summary>The web process: pages and endpoints.</summary>
    Web,

    /// <summary>The background process: jobs, timers, events.</summary>
    Worker,

    /// <summary>A short-lived console, for instance the one that migrates the database.</summary>
    Tool,
}
