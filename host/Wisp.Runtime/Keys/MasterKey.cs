using Microsoft.Extensions.Configuration;

namespace Wisp.Runtime.Keys;

/// <summary>The 32 bytes that everything secret in the database is encrypted under; they live outside it.</summary>
public sealed class MasterKey
{
    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads it from <c>WISP_MASTER_KEY</c>, else from the file that the options name.</summary>
    /// <param name="configuration">The process's configuration.</param>
    /// <param name="options">Names the file.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidOperationException">There is none, or it is not 32 bytes in Base64.</exception>
    public static MasterKey Read(IConfiguration configuration, WispOptions options)
    {
        var text = configuration["WISP_MASTER_KEY"];
        if (string.IsNullOrWhiteSpace(text) && options.MasterKeyFile is { } file && File.Exists(file)) text = File.ReadAllText(file);
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidOperationException("No master key: set WISP_MASTER_KEY or Wisp:MasterKeyFile (./wisp up makes one).");
        try
        {
            var bytes = Convert.FromBase64String(text.Trim());
            if (bytes.Length == 32) return new MasterKey(bytes);
        }
        catch (FormatException)
        {
            // The sentence below says what is wanted; the wrong text must not be shown.
        }

        throw new InvalidOperationException("The master key must be 32 bytes in Base64.");
    }
}
