using System.Globalization;
using System.Text;
using Wisp.Sdk;

namespace Wisp.Host.Features.Help;

/// <summary>Keeps the help links that an administrator typed.</summary>
[Feature]
public sealed class SaveHelp(ISettings settings)
{
    public const int MostLinks = 20;
    public const int LongestLabel = 60;
    private const int HighestOrder = 999;

    public async Task<IReadOnlyList<Problem>> RunAsync(HelpForm form, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var assistant = Url(form.Assistant, nameof(form.Assistant), problems);
        var chat = Url(form.Chat, nameof(form.Chat), problems);
        var links = (form.Links ?? []).Select((line, at) => line.IsBlank ? null : Line(line, $"{nameof(form.Links)}[{at}]", problems)).ToList();
        if (links.Count > MostLinks) problems.Add(new Problem("", "help.too-many", links.Count, MostLinks));
        if (problems.Count > 0) return problems;

        var ordered = links.OfType<(int Order, HelpLink Link)>().OrderBy(line => line.Order).Select(line => line.Link).ToList();
        await settings.SetAsync(HelpLinks.Key, new HelpLinks(assistant, chat, ordered), cancellationToken);
        return [];
    }

    private static (int Order, HelpLink Link)? Line(HelpLinkForm line, string field, List<Problem> problems)
    {
        var label = Clean(line.Label);
        if (label.Length is 0 or > LongestLabel) problems.Add(new Problem($"{field}.{nameof(line.Label)}", "help.label-length", label, label.Length, LongestLabel));
        else if (label.Any(char.IsControl)) problems.Add(new Problem($"{field}.{nameof(line.Label)}", "form.control"));
        var url = Url(line.Url, $"{field}.{nameof(line.Url)}", problems);
        if (url is null && string.IsNullOrWhiteSpace(line.Url)) problems.Add(new Problem($"{field}.{nameof(line.Url)}", "help.url-missing", label));
        return Order(line, field, problems) is { } order && url is not null ? (order, new HelpLink(label, url)) : null;
    }

    // A line without a number goes last; equal numbers keep the order in which they stand.
    private static int? Order(HelpLinkForm line, string field, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(line.Order)) return HighestOrder;
        if (int.TryParse(line.Order.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order is >= 1 and <= HighestOrder) return order;
        problems.Add(new Problem($"{field}.{nameof(line.Order)}", "help.order-invalid", line.Order, HighestOrder));
        return null;
    }

    private static string? Url(string? typed, string field, List<Problem> problems)
    {
        var url = Clean(typed);
        if (url.Length == 0) return null;
        if (url.Length > HelpUrl.MaxLength) problems.Add(new Problem(field, "help.url-long", url.Length, HelpUrl.MaxLength));
        else if (!HelpUrl.IsAllowed(url)) problems.Add(new Problem(field, "help.url-invalid", url));
        else return url;
        return null;
    }

    private static string Clean(string? typed) => (typed ?? "").Normalize(NormalizationForm.FormC).Trim();
}
