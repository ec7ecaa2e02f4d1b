using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>How a pay link names an invoice: <c>INV-</c> and its number in Wisp.</summary>
internal static partial class InvoiceReference
{
    public static string Of(long number) => $"INV-{number.ToString(CultureInfo.InvariantCulture)}";

    public static long? NumberOf(string reference) => Is(reference) && long.TryParse(reference.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool Is(string reference) => Shape().IsMatch(reference);

    [GeneratedRegex("^INV-[0-9]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
