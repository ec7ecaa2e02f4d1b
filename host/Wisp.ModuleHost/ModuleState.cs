namespace Wisp.ModuleHost;

/// <summary>What became of an installed module.</summary>
public enum ModuleState
{
    /// <summary>Not decided yet; seen only by <see cref="ModuleHostOptions.Verify"/>.</summary>
    Loading,

    /// <summary>Accepted: its services, pages and files take effect.</summary>
    Running,

    /// <summary>Breaks a rule that the loader checks; nothing of it takes effect.</summary>
    Refused,

    /// <summary>Its code threw. Nothing of it takes effect; only when a background service threw, which starts later, its pages are there.</summary>
    Failed,

    /// <summary>Turned off in <c>active.json</c>; its code was not touched.</summary>
    Off,
}
