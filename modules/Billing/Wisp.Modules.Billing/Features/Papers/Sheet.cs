using System.Collections;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>An A4 paper that is written from top to bottom and goes on on the next page when one is full.</summary>
internal sealed class Sheet : IDisposable
{
    public const double Left = 40;
    public const double Right = 555;
    private const double Top = 40;
    private const double Bottom = 800;

    private readonly PdfDocument _document = new();
    private readonly Action<Sheet>? _head;
    private XGraphics _page = null!;

    /// <param name="title">Title of the document.</param>
    /// <param name="made">When the paper was made; the file says no other time, so that the same paper is the same file.</param>
    /// <param name="head">Written at the top of each page.</param>
    public Sheet(string title, DateTimeOffset made, Action<Sheet>? head = null)
    {
        _document.Info.Title = PaperText.Shown(title);
        _document.Info.Creator = "Wisp";
        _document.Info.CreationDate = made.UtcDateTime;
        _document.Info.ModificationDate = made.UtcDateTime;
        _head = head;
        NewPage();
    }

    /// <summary>Where the next thing is written, in points from the top.</summary>
    public double At { get; set; }

    public int Pages => _document.PageCount;

    public static XPen Line { get; } = new(XColor.FromArgb(0x9a, 0xa3, 0xaf), 0.6);

    /// <summary>Goes on on a new page unless there is so much room left.</summary>
    public void Need(double height)
    {
        if (At + height > Bottom) NewPage();
    }

    public void Write(string? text, double x, double size = 9, bool bold = false) =>
        _page.DrawString(PaperText.Shown(text), PaperFonts.Of(size, bold), XBrushes.Black, x, At + size);

    public void WriteRight(string? text, double x, double size = 9, bool bold = false) =>
        _page.DrawString(PaperText.Shown(text), PaperFonts.Of(size, bold), XBrushes.Black, x, At + size, XStringFormats.BaseLineRight);

    public void WriteCentred(string? text, double x, double size, bool bold = false) =>
        _page.DrawString(PaperText.Shown(text), PaperFonts.Of(size, bold), XBrushes.Black, x, At + size, XStringFormats.BaseLineCenter);

    /// <summary>Writes text in lines no wider than asked, and moves on below it.</summary>
    public void Paragraph(string? text, double x, double width, double size = 9, bool bold = false)
    {
        foreach (var line in Wrap(text, width, size, bold))
        {
            Need(size + 3);
            Write(line, x, size, bold);
            At += size + 3;
        }
    }

    /// <summary>The lines that a text takes in a width; a word that is wider is broken.</summary>
    public IReadOnlyList<string> Wrap(string? text, double width, double size, bool bold = false)
    {
        var font = PaperFonts.Of(size, bold);
        List<string> lines = [];
        var line = "";
        foreach (var word in PaperText.Shown(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            while (_page.MeasureString(line.Length == 0 ? rest : $"{line} {rest}", font).Width > width)
            {
                if (line.Length > 0)
                {
                    lines.Add(line);
                    line = "";
                    continue;
                }

                var fits = rest.Length - 1;
                while (fits > 1 && _page.MeasureString(rest[..fits], font).Width > width) fits--;
                if (fits < 1) break;
                lines.Add(rest[..fits]);
                rest = rest[fits..];
            }

            line = line.Length == 0 ? rest : $"{line} {rest}";
        }

        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    public void Rule()
    {
        _page.DrawLine(Line, Left, At, Right, At);
        At += 6;
    }

    public void Box(double x, double y, double width, double height) => _page.DrawRectangle(Line, x, y, width, height);

    /// <summary>A square code; what holds it has the quiet zone already.</summary>
    public void Squares(IReadOnlyList<BitArray> rows, double x, double size)
    {
        var side = size / rows.Count;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var from = 0; from < rows.Count; from++)
            {
                if (!rows[y][from]) continue;
                var to = from + 1;
                while (to < rows.Count && rows[y][to]) to++;
                _page.DrawRectangle(XBrushes.Black, x + (from * side), At + (y * side), (to - from) * side, side);
                from = to;
            }
        }
    }

    public byte[] ToArray()
    {
        _page.Dispose();
        using var bytes = new MemoryStream();
        _document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    public void Dispose() => _document.Dispose();

    private void NewPage()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        At = Top;
        _head?.Invoke(this);
    }
}
