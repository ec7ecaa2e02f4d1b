namespace Wisp.Modules.Network.Domain;

/// <summary>
/// The states as people see and search them: what the system disabled is set apart. The codes are the design's classes, and the texts stand
/// under <c>state.</c> and the code.
/// </summary>
internal static class ShownState
{
    public const string Enabled = "enabled";
    public const string Alerted = "alerted";
    public const string Disabled = "disabled";
    public const string System = "system";

    /// <summary>From best to worst.</summary>
    public static readonly IReadOnlyList<string> All = [Enabled, Alerted, Disabled, System];

    /// <summary>The states that can be set.</summary>
    public static readonly IReadOnlyList<string> Settable = [Enabled, Alerted, Disabled];

    public static string Of(string state, string origin) => state == Disabled && origin == "system" ? System : state;

    public static string Key(string code) => $"state.{code}";
}
