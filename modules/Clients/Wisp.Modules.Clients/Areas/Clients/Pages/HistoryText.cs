using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Says columns, values and channels of the audit in the reader's words; what it does not know it shows as it is.</summary>
[Feature]
internal sealed partial class HistoryText(IStringLocalizer<ClientsText> text, ForeignWords foreign, IIsp isp)
{
    public async ValueTask<string> FieldAsync(string table, string column) => table switch
    {
        "clients.client" => Known($"field.{(column == "national_identification_number" ? "Document" : Pascal(column))}", column),
        "clients.renaming" => text["field.RenameReason"],
        _ => await foreign.FieldAsync(table, column) ?? $"{table} · {column}",
    };

    public string Actor(string actor) => actor == Sdk.Actor.System.Name ? text["actor.system"] : actor;

    /// <summary>A job's channel is its key, such as <c>clients.import</c>.</summary>
    public string Channel(string channel) =>
        Known($"channel.{channel}", channel.Contains('.', StringComparison.Ordinal) ? text["channel.job"] : channel);

    public async ValueTask<string?> ValueAsync(string field, string? value) => (field, value) switch
    {
        (_, null) => null,
        ("country", _) => CountryName.Of(value),
        ("kind_person", _) => Known($"kind.{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(value)}", value),
        ("status", _) => Known($"status.{value}", value),
        ("document_type", _) => Known($"document.{value}", value),
        (_, "true") => text["yes"],
        (_, "false") => text["no"],
        ("location", _) when PointText().Match(value) is { Success: true } point => $"{point.Groups[2].Value}, {point.Groups[1].Value}",
        _ when field.EndsWith("_at", StringComparison.Ordinal)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            (await isp.LocalAsync(at)).ToString("g", CultureInfo.CurrentCulture),
        _ => value,
    };

    private string Known(string key, string otherwise)
    {
        var found = text[key];
        return found.ResourceNotFound ? otherwise : found.Value;
    }

    private static string Pascal(string column) => string.Concat(column.Split('_').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    [GeneratedRegex(@"^SRID=4326;POINT\((\S+) (\S+)\)$")]
    private static partial Regex PointText();
}
