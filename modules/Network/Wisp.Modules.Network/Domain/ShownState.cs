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

    /// <summary>Colour of pins and dots.</summary>
    public static string Tone(string code) => code switch
    {
        Enabled => "green",
        Alerted => "amber",
        System => "red",
        _ => "grey",
    };

    /// <summary>The code of a contract, as SQL over it.</summary>
    public static string Sql(string contract) =>
        $"case when {contract}.state = 'disabled' and {contract}.state_origin = 'system' then 'system' else {contract}.state end";

    /// <summary>Index in <see cref="All"/> of a contract's code, as SQL over it; the reserved state stands with the alerted.</summary>
    public static string SeveritySql(string contract) =>
        $"coalesce(array_position(array['{string.Join("', '", All)}'], {Sql(contract)}) - 1, 1)";

    /// <summary>Whether a contract is found under any of the codes in a parameter: "disabled" finds those of any origin (SRCH-07, SRCH-08).</summary>
    public static string FoundSql(string contract, string codes) =>
        $"{contract}.state = any ({codes}) or ('system' = any ({codes}) and {contract}.state = 'disabled' and {contract}.state_origin = 'system')";
}
