using System.Text;

namespace Wisp.Runtime.Tables;

/// <summary>Says whether bytes that arrive in pieces are UTF-8; a letter cut off at the end of a piece is not held against it.</summary>
internal sealed class Utf8Check
{
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();

    public bool IsValid { get; private set; } = true;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!IsValid) return;
        try
        {
            Span<char> letters = stackalloc char[2048];
            while (!bytes.IsEmpty)
            {
                _decoder.Convert(bytes, letters, flush: false, out var used, out _, out _);
                bytes = bytes[used..];
            }
        }
        catch (DecoderFallbackException)
        {
            IsValid = false;
        }
    }
}
