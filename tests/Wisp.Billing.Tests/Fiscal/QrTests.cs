using UglyToad.PdfPig;
using Wisp.Contracts.Billing;
using ZXing;
using ZXing.Common;

namespace Wisp.Billing.Tests.Fiscal;

/// <summary>Papers of what an authority authorised, and the square code on them (7.5).</summary>
[Collection(FiscalTests.Name)]
public sealed class QrTests(FiscalApp app)
{
    private const string Address = "https://www.afip.gob.ar/fe/qr/?p=";
    private const string First = Address + "eyJ2ZXIiOjEsImZlY2hhIjoiMjAyMC0xMC0xMyIsImN1aXQiOjMwMDAwMDAwMDA3LCJwdG9WdGEiOjEwLCJ0aXBvQ21wIjoxLCJucm9DbXAiOjk0LCJpbXBvcnRlIjoxMjEwMCwibW9uZWRhIjoiRE9MIiwiY3R6Ijo2NSwidGlwb0RvY1JlYyI6ODAsIm5yb0RvY1JlYyI6MjAwMDAwMDAwMDEsInRpcG9Db2RBdXQiOiJFIiwiY29kQXV0Ijo3MDQxNzA1NDM2NzQ3Nn0=";
    private const string Second = Address + "eyJ2ZXIiOjEsImZlY2hhIjoiMjAyNi0xMS0wMSIsImN1aXQiOjMzNjkzNDUwMjM5LCJwdG9WdGEiOjMsInRpcG9DbXAiOjYsIm5yb0NtcCI6MTIwNSwiaW1wb3J0ZSI6MTUwMDAuNSwibW9uZWRhIjoiUEVTIiwiY3R6IjoxLCJ0aXBvRG9jUmVjIjo5NiwibnJvRG9jUmVjIjoyMDEyMzQ1NiwidGlwb0NvZEF1dCI6IkUiLCJjb2RBdXQiOjg2MzMwNzY3MDM1MDI2fQ==";
    private const string Third = Address + "eyJ2ZXIiOjEsImZlY2hhIjoiMjAyNi0xMS0wMSIsImN1aXQiOjIwMjY3NTY1MzkzLCJwdG9WdGEiOjEsInRpcG9DbXAiOjExLCJucm9DbXAiOjcsImltcG9ydGUiOjk5OTkuOTksIm1vbmVkYSI6IlBFUyIsImN0eiI6MSwidGlwb0RvY1JlYyI6OTksIm5yb0RvY1JlYyI6MCwidGlwb0NvZEF1dCI6IkUiLCJjb2RBdXQiOjcxMjYzOTUxODI3NDY0fQ==";

    public static TheoryData<ArcaQr, string> Vectors => new()
    {
        { new ArcaQr(new DateOnly(2020, 10, 13), 30000000007, 10, 1, 94, 12100.00m, "DOL", 65m, 70417054367476) { ReceiverDocumentType = 80, ReceiverDocument = 20000000001 }, First },
        { new ArcaQr(new DateOnly(2026, 11, 1), 33693450239, 3, 6, 1205, 15000.50m, "PES", 1.000000m, 86330767035026) { ReceiverDocumentType = 96, ReceiverDocument = 20123456 }, Second },
        { new ArcaQr(new DateOnly(2026, 11, 1), 20267565393, 1, 11, 7, 9999.99m, "PES", 1m, 71263951827464) { ReceiverDocumentType = 99 }, Third },
    };

    [Theory]
    [Trait("rule", "QR-01")]
    [Trait("rule", "QR-02")]
    [Trait("rule", "QR-03")]
    [Trait("rule", "QR-04")]
    [MemberData(nameof(Vectors), DisableDiscoveryEnumeration = true)]
    public void The_text_is_ARCAs_own(ArcaQr voucher, string text) => Assert.Equal(text, voucher.Text());

    [Fact]
    [Trait("rule", "QR-06")]
    public void The_address_may_be_another() =>
        Assert.StartsWith("https://www.arca.gob.ar/fe/qr/?p=eyJ2ZXIiOjEs", new ArcaQr(new DateOnly(2026, 11, 1), 20267565393, 1, 11, 7, 1m, "PES", 1m, 1).Text("https://www.arca.gob.ar/fe/qr/?p="), StringComparison.Ordinal);

    [Theory]
    [Trait("rule", "QR-07")]
    [InlineData(First)]
    [InlineData(Second)]
    [InlineData(Third)]
    public async Task The_code_is_read_back_from_the_paper(string text)
    {
        var (_, client) = await app.ReportedAsync("Con código");
        await app.ChargeAsync(client, 12100m);
        await app.UntilAsync(client, "authorized 1");
        var id = (await app.MadeAsync(client))[0];
        await app.Database.RunAsync("update billing.fiscal_document set qr = $2 where id = $1", id, text);

        using var paper = await PdfAsync(id);
        Assert.Equal(text, Decode(paper));
    }

    [Fact]
    [Trait("rule", "QR-05")]
    [Trait("rule", "SM-I3")]
    [Trait("rule", "FBIL-05")]
    public async Task Before_it_is_authorised_a_paper_has_no_code_and_says_so_and_after_it_is_mailed_again()
    {
        var (_, client) = await app.ReportedAsync("Primero sin", "down");
        await app.Database.RunAsync("update billing.client set report_after_payment = true where id = $1", client);
        await app.ChargeAsync(client, 12100m);
        var id = (await app.MadeAsync(client))[0];
        var shown = await app.Database.ValueAsync<long>("select public_id from billing.invoice where id = $1", id);
        await app.JobAsync("billing.mail-invoices");
        using (var before = await PdfAsync(id))
        {
            var said = Text(before);
            Assert.Contains("Comprobante no fiscal, pendiente de pago", said, StringComparison.Ordinal);
            Assert.Contains($"#{shown}", said, StringComparison.Ordinal);
            Assert.DoesNotContain("CAE", said, StringComparison.Ordinal);
            Assert.DoesNotContain("COD.", said, StringComparison.Ordinal);
            Assert.Null(Decode(before));
        }

        await app.PayAsync(client, "12100");
        await app.UntilAsync(client, "queued");
        using (var queued = await PdfAsync(id)) Assert.Contains("Comprobante no fiscal: todavía no fue autorizado", Text(queued), StringComparison.Ordinal);
        await app.RetryAsync(id);
        await app.UntilAsync(client, "authorized 1");
        await app.JobAsync("billing.mail-invoices");
        await app.JobAsync("billing.mail-invoices");

        using var after = await PdfAsync(id);
        var until = (await app.TodayAsync()).AddDays(10).ToString("d", System.Globalization.CultureInfo.GetCultureInfo("es-AR"));
        foreach (var expected in new[] { "CAE N° 86330767035001", $"Vencimiento: {until}", "COD. 06", "00003-00000001" }) Assert.Contains(expected, Text(after), StringComparison.Ordinal);
        Assert.Equal(await app.Database.ValueAsync<string>("select qr from billing.fiscal_document where id = $1", id), Decode(after));
        Assert.Equal($"B #{shown}.pdf, B 00003-00000001.pdf", await app.Database.ValueAsync<string>(
            "select string_agg(f.name, ', ' order by m.id) from host.mail m join host.file f on f.id = m.files[1] where m.kind = 'billing.invoice' and m.subject_id = $1", client));
    }

    private async Task<PdfDocument> PdfAsync(Guid invoice) => PdfDocument.Open(await app.Admin.Client.GetByteArrayAsync($"/billing/invoices/{invoice}/pdf"));

    private static string Text(PdfDocument paper) => string.Join('\n', paper.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));

    // The black rectangles of the page, four dots to the point, as a camera would see them.
    private static string? Decode(PdfDocument paper)
    {
        const int dots = 4;
        var page = paper.GetPage(1);
        var (width, height) = ((int)page.Width * dots, (int)page.Height * dots);
        var bits = new byte[width * height];
        Array.Fill(bits, byte.MaxValue);
        foreach (var box in page.Paths.Where(path => path.IsFilled).Select(path => path.GetBoundingRectangle()).OfType<UglyToad.PdfPig.Core.PdfRectangle>())
            for (var y = (int)Math.Round((page.Height - box.Top) * dots); y < (int)Math.Round((page.Height - box.Bottom) * dots); y++)
                for (var x = (int)Math.Round(box.Left * dots); x < (int)Math.Round(box.Right * dots); x++) bits[(y * width) + x] = 0;
        return new MultiFormatReader().decode(
            new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(bits, width, height, RGBLuminanceSource.BitmapFormat.Gray8))),
            new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true, [DecodeHintType.PURE_BARCODE] = false })?.Text;
    }
}
