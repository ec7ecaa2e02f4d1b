using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>The shape of RFC 5321 without quoted local parts and address literals, the same that a client's e-mail must have.</summary>
internal static partial class EmailShape
{
    public static bool IsMatch(string email) => email.Length <= 254 && email.IndexOf('@') is > 0 and <= 64 && Shape().IsMatch(email);

    [GeneratedRegex("""
        ^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$
        """)]
    private static partial Regex Shape();
}
