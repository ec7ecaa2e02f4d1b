using System.Collections.Concurrent;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>The fonts of papers come with the module, so that a paper looks the same on every machine.</summary>
internal sealed class PaperFonts : IFontResolver
{
    private const string Family = "Wisp Sans";
    private static readonly ConcurrentDictionary<(double Size, bool Bold), XFont> Fonts = new();

    static PaperFonts() => GlobalFontSettings.FontResolver ??= new PaperFonts();

    public static XFont Of(double size, bool bold = false) =>
        Fonts.GetOrAdd((size, bold), key => new XFont(Family, key.Size, key.Bold ? XFontStyleEx.Bold : XFontStyleEx.Regular));

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? "LiberationSans-Bold" : "LiberationSans-Regular");

    public byte[] GetFont(string faceName)
    {
        using var font = typeof(PaperFonts).Assembly.GetManifestResourceStream($"{typeof(BillingModule).Namespace}.Fonts.{faceName}.ttf")
            ?? throw new InvalidOperationException($"There is no font {faceName}.");
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
