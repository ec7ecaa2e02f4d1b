using System.Security.Cryptography;

namespace Wisp.Runtime.Operators;

/// <summary>Passwords that are read aloud once and then changed.</summary>
public static class OneTimePassword
{
    // Without the letters and digits that people confuse: 0 o, 1 l i, 2 z, 5 s.
    private const string Letters = "abcdefghjkmnpqrtuvwxy346789";

    /// <summary>Sixteen random letters in groups of four: 76 bits.</summary>
    public static string New() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
}
