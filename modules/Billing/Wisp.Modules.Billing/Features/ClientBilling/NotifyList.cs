using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Parameters;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Reads "Emails a notificar": any number of addresses with a comma between them and nothing else (MAIL-06).</summary>
internal static class NotifyList
{
    /// <returns>The normal form, or what is wrong; neither of a blank text.</returns>
    public static (string? List, string? Fault) Read(string? typed, IStringLocalizer text)
    {
        var all = (typed ?? "").Trim();
        if (all.Length == 0) return (null, null);
        if (all.Contains(';', StringComparison.Ordinal)) return (null, text["notify.semicolon"]);
        if (all.AsSpan().ContainsAny('\n', '\r')) return (null, text["notify.line"]);
        var addresses = all.Split(',').Select(address => address.Trim()).ToList();
        if (addresses.Contains("")) return (null, text["notify.empty"]);
        foreach (var address in addresses)
        {
            if (address.Any(char.IsWhiteSpace)) return (null, text["notify.blank", address]);
            if (!EmailShape.IsMatch(address)) return (null, text["notify.invalid", address]);
        }

        return (string.Join(',', addresses.Distinct(StringComparer.OrdinalIgnoreCase)), null);
    }

    /// <summary>The list without the main address, which gets the invoice anyway.</summary>
    public static string? Without(string? list, string? main)
    {
        var rest = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(address => !string.Equals(address, main, StringComparison.OrdinalIgnoreCase)).ToList();
        return rest.Count == 0 ? null : string.Join(',', rest);
    }
}
