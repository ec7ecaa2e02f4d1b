using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Reading;

/// <summary>Words of a file for states and for yes and no, in both languages.</summary>
internal static class StateText
{
    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["habilitado"] = ShownState.Enabled,
        ["enabled"] = ShownState.Enabled,
        ["alertado"] = ShownState.Alerted,
        ["alerted"] = ShownState.Alerted,
        ["deshabilitado"] = ShownState.Disabled,
        ["disabled"] = ShownState.Disabled,
        ["deshabilitadoporelsistema"] = ShownState.System,
        ["disabledbythesystem"] = ShownState.System,
    };

    /// <summary>A code of <see cref="ShownState"/>, or <c>null</c>.</summary>
    public static string? State(string cell) => States.GetValueOrDefault(TableHeading.Fold(cell));

    public static bool? YesOrNo(string cell) => TableHeading.Fold(cell) switch
    {
        "si" or "s" or "yes" or "y" or "true" or "verdadero" or "1" => true,
        "no" or "n" or "false" or "falso" or "0" => false,
        _ => null,
    };
}
