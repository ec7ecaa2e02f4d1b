using Microsoft.AspNetCore.Http;

namespace Wisp.Sdk;

/// <summary>Images that people may upload, known by their first bytes. SVG is refused: it can carry script.</summary>
public static class ImageFormat
{
    private const int HeadLength = 12;

    /// <summary>Names the kind of an uploaded image.</summary>
    /// <param name="file">The upload.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The media type, or <c>null</c> when it is none of PNG, JPEG and WebP.</returns>
    public static async Task<string?> OfAsync(IFormFile file, CancellationToken cancellationToken = default)
    {
        var head = new byte[HeadLength];
        await using var content = file.OpenReadStream();
        return Of(head.AsSpan(0, await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken)));
    }

    /// <summary>Names an image's kind.</summary>
    /// <param name="head">Its first bytes, 12 if there are that many.</param>
    /// <returns>The media type, or <c>null</c> when it is none of PNG, JPEG and WebP.</returns>
    public static string? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ => null,
    };
}
