namespace Wisp.Host.Features.Isp;

/// <summary>Images that may be a logo, known by their first bytes. SVG is refused: it can carry script.</summary>
public static class LogoFormat
{
    public const int MostBytes = 512 * 1024;
    public const int HeadLength = 12;

    /// <summary>The media type, or <c>null</c> when it is none of PNG, JPEG and WebP.</summary>
    public static string? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ => null,
    };
}
