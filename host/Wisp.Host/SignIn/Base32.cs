namespace Wisp.Host.SignIn;

/// <summary>The letters in which authenticator keys are written (RFC 4648).</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] Decode(string text)
    {
        var bytes = new byte[text.TrimEnd('=').Length * 5 / 8];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = Letters.IndexOf(char.ToUpperInvariant(text[bit / 5]), StringComparison.Ordinal);
            if ((value >> (4 - (bit % 5)) & 1) == 1) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return bytes;
    }
}
