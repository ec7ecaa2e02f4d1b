using System.Globalization;
using System.Text.Json;
using Wisp.Contracts.Billing;
using Wisp.Sdk;

namespace Wisp.Fixtures.Authority;

/// <summary>
/// An authority in the folder that WISP_AUTHORITY names: a file for each voucher that it authorised. A taxpayer's file "script-", where there is one,
/// holds what it does with his next vouchers, a line each: reject, observe, lost (authorises and does not answer), never (does neither), garbled (answers nonsense), down, dead
/// (ends the process after it authorised). His file "closed-" makes all questions fail.
/// </summary>
internal sealed class FileAuthority : IFiscalAuthority
{
    private static readonly Lock Turn = new();

    private static string Folder => Environment.GetEnvironmentVariable("WISP_AUTHORITY") ?? throw new InvalidOperationException("WISP_AUTHORITY names no folder.");

    public string Code => "file";

    public Label Label => Label.Of<AuthorityText>("Archivo");

    public string Country => "AR";

    public int DaysBack => 10;

    public Task<long> LastNumberAsync(FiscalSeries series, CancellationToken cancellationToken)
    {
        ThrowIfClosed(series);
        var numbers = Directory.EnumerateFiles(Folder, $"{Of(series)}-*.json").Select(file => long.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], CultureInfo.InvariantCulture));
        return Task.FromResult(numbers.DefaultIfEmpty(0).Max());
    }

    public async Task<FiscalAnswer> AuthorizeAsync(FiscalVoucher voucher, CancellationToken cancellationToken)
    {
        var act = Next(voucher.Series);
        switch (act)
        {
            case "down": throw new FiscalAuthorityUnavailableException("Fuera de servicio.");
            case "never": throw new TimeoutException();
            case "garbled": return new FiscalAnswer("") { Response = "\0" };
            case "reject": return new FiscalAnswer(null) { Errors = [new FiscalRemark("10015", "DocNro inválido")], Request = Json(voucher), Response = "R" };
        }

        if (await LastNumberAsync(voucher.Series, cancellationToken) + 1 != voucher.Number) throw new InvalidOperationException($"10016: {voucher.Number}");
        await File.WriteAllTextAsync(PathOf(voucher), Json(voucher), cancellationToken);
        if (act == "dead") Environment.Exit(9);
        return act == "lost" ? throw new TimeoutException() : Answer(voucher, observed: act == "observe");
    }

    public async Task<FiscalAnswer?> FindAsync(FiscalVoucher voucher, CancellationToken cancellationToken)
    {
        ThrowIfClosed(voucher.Series);
        if (!File.Exists(PathOf(voucher))) return null;
        var known = JsonSerializer.Deserialize<FiscalVoucher>(await File.ReadAllTextAsync(PathOf(voucher), cancellationToken))!;
        return known.DocumentId == voucher.DocumentId && known.Total == voucher.Total && known.On == voucher.On ? Answer(voucher, observed: false) : null;
    }

    private static FiscalAnswer Answer(FiscalVoucher voucher, bool observed)
    {
        var code = 86330767035000 + voucher.Number;
        var document = long.TryParse(voucher.Receiver.Document, out var typed) ? typed : 0;
        return new FiscalAnswer(code.ToString(CultureInfo.InvariantCulture))
        {
            ExpiresOn = voucher.On.AddDays(10),
            Observations = observed ? [new FiscalRemark("10217", "El crédito fiscal sólo podrá ser computado")] : [],
            Request = Json(voucher),
            Response = "A",
            Qr = new ArcaQr(voucher.On, long.Parse(voucher.Series.Taxpayer, CultureInfo.InvariantCulture), voucher.Series.PointOfSale, voucher.Series.Code ?? 0, voucher.Number, voucher.Total, "PES", 1, code)
            {
                ReceiverDocumentType = document == 0 ? 99 : 96,
                ReceiverDocument = document,
            }.Text(),
        };
    }

    private static void ThrowIfClosed(FiscalSeries series)
    {
        if (File.Exists(Path.Combine(Folder, $"closed-{series.Taxpayer}"))) throw new InvalidOperationException("Servicio cerrado.");
    }

    private static string? Next(FiscalSeries series)
    {
        lock (Turn)
        {
            var script = Path.Combine(Folder, $"script-{series.Taxpayer}");
            if (!File.Exists(script) || File.ReadAllLines(script) is not [var first, .. var rest]) return null;
            File.WriteAllLines(script, rest);
            return first;
        }
    }

    private static string Of(FiscalSeries series) => $"{series.Taxpayer}-{series.PointOfSale}-{series.Code}";

    private static string PathOf(FiscalVoucher voucher) => Path.Combine(Folder, $"{Of(voucher.Series)}-{voucher.Number}.json");

    private static string Json(FiscalVoucher voucher) => JsonSerializer.Serialize(voucher);
}
