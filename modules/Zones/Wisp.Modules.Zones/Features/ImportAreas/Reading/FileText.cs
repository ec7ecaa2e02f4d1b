using System.Text;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>How a file's letters are written. What is no UTF-8 is taken for windows-1252, which holds all of Latin-1's letters.</summary>
internal static class FileText
{
    public const string Utf8 = "utf-8";
    private const string Windows = "windows-1252";

    /// <param name="content">The file from its start; read to the first byte that is no UTF-8.</param>
    public static async Task<string> EncodingOfAsync(Stream content, CancellationToken cancellationToken)
    {
        var (buffer, letters) = (new byte[1 << 16], new char[1 << 16]);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var first = true;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (first && buffer.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return "utf-16";
            if (first && buffer.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return "utf-16BE";
            first = false;
            if (!IsUtf8(decoder, buffer.AsSpan(0, read), letters, flush: false)) return Windows;
        }

        return IsUtf8(decoder, [], letters, flush: true) ? Utf8 : Windows;
    }

    /// <summary>The same file as UTF-8.</summary>
    public static Stream AsUtf8(Stream content, string encoding) => encoding == Utf8
        ? content
        : Encoding.CreateTranscodingStream(content, Find(encoding), Encoding.UTF8);

    public static Encoding Find(string encoding) => CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

    private static bool IsUtf8(Decoder decoder, ReadOnlySpan<byte> bytes, char[] letters, bool flush)
    {
        try
        {
            decoder.GetChars(bytes, letters, flush);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
