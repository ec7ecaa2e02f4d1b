using System.Security.Cryptography;

namespace Wisp.Sdk;

/// <summary>Passwords that are read once and then changed.</summary>
public static class OneTimePassword
{
    // Without the letters and digits that people confuse: 0 o, 1 l i, 2 z, 5 s.
    private const string Letters = "abcdefghjkmnpqrtuvwxy346789";

    /// <summary>Makes one: sixteen random letters in groups of four, 76 bits.</summary>
    /// <returns>The password, in clear text.</returns>
    public static string New() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
}
