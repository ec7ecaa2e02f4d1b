using System.Globalization;
using Microsoft.AspNetCore.Html;
using Wisp.Contracts.Network;

namespace Wisp.Modules.Portal.Features.Lines;

/// <summary>A slot of a plot.</summary>
internal sealed record PlotSlot(DateTime At, long Down, long Up)
{
    public long All => Down + Up;
}

/// <summary>Consumption as a drawing that needs neither script nor style: a bar for each slot, what went up above what came down.</summary>
internal static class Plot
{
    private const double Width = 320, Height = 96, Gap = 1;

    public static IReadOnlyList<PlotSlot> Slots(SubscriberConsumption used)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(used.TimeZone);
        return [.. used.At.Select((at, i) => new PlotSlot(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(at), zone).DateTime, used.Down[i], used.Up[i]))];
    }

    public static IHtmlContent Draw(IReadOnlyList<PlotSlot> slots)
    {
        var (most, step) = (Math.Max(1, slots.Max(slot => slot.All)), Width / slots.Count);
        var bars = new HtmlContentBuilder();
        bars.AppendHtml($"<path d=\"M0 {Height}H{Width}\" stroke=\"currentColor\" stroke-opacity=\".4\"/>");
        for (var i = 0; i < slots.Count; i++)
        {
            var (down, up) = (Height * slots[i].Down / most, Height * slots[i].Up / most);
            bars.AppendHtml(Bar(i * step, step, Height - down, down, 1)).AppendHtml(Bar(i * step, step, Height - down - up, up, .45));
        }

        return bars;
    }

    private static string Bar(double x, double step, double y, double height, double opacity) => height <= 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{step - Gap:0.#}\" height=\"{Math.Max(height, .5):0.#}\" fill=\"currentColor\" fill-opacity=\"{opacity}\"/>");
}
