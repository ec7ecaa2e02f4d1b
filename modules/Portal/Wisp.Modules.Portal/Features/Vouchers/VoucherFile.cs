using Microsoft.AspNetCore.Http;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Vouchers;

/// <summary>The picture or PDF of a voucher, known by its first bytes and never by its name.</summary>
internal static class VoucherFile
{
    public const int MostMegabytes = 5;
    public const string Pdf = "application/pdf";

    /// <returns>The media type, or <c>null</c> when it is none that is taken.</returns>
    public static async Task<string?> KindAsync(IFormFile file, CancellationToken cancellationToken)
    {
        if (await ImageFormat.OfAsync(file, cancellationToken) is { } image) return image;
        var head = new byte[5];
        await using var content = file.OpenReadStream();
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head.AsSpan(0, read).SequenceEqual("%PDF-"u8) ? Pdf : null;
    }

    public static string NameOf(string kind) => kind switch { Pdf => "comprobante.pdf", "image/png" => "comprobante.png", "image/webp" => "comprobante.webp", _ => "comprobante.jpg" };
}
