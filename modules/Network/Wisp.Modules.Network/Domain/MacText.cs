using System.Net.NetworkInformation;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Network.Domain;

/// <summary>A hardware address as routers and labels write it: <c>AA:BB:CC:DD:EE:FF</c>, with dashes, dots or nothing between.</summary>
internal static partial class MacText
{
    public static PhysicalAddress? Read(string typed) => Shape().IsMatch(typed)
        ? new PhysicalAddress(Convert.FromHexString(Separators().Replace(typed, "")))
        : null;

    public static string? Show(PhysicalAddress? address) =>
        address is null ? null : string.Join(':', address.GetAddressBytes().Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    [GeneratedRegex("^(?:[0-9a-fA-F]{2}(?<s>[:-])(?:[0-9a-fA-F]{2}\\k<s>){4}[0-9a-fA-F]{2}|[0-9a-fA-F]{12}|[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4})$")]
    private static partial Regex Shape();

    [GeneratedRegex("[:.-]")]
    private static partial Regex Separators();
}
