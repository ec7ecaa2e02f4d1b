using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Bulk;

/// <summary>Says the fields of a mass update and their values in the reader's words.</summary>
[Feature]
internal sealed class BulkWords(BulkFields fields, IStringLocalizerFactory texts, IStringLocalizer<BulkText> text, IStringLocalizer<ClientsText> own)
{
    public string Field(string key) => fields.Find(key) is { } field ? texts.Text(field.Label) : key;

    public string Value(string? value) => string.IsNullOrEmpty(value) ? text["value.none"] : value;

    /// <summary>The marked fields with their new values, as one line each.</summary>
    public async Task<IReadOnlyList<(string Field, string Value)>> MarkedAsync(ClientBulkValues values, CancellationToken cancellationToken)
    {
        var lines = new List<(string, string)>();
        foreach (var (key, value) in values.ByField) lines.Add((Field(key), await ValueAsync(key, value, cancellationToken)));
        return lines;
    }

    public async Task<string> TitleAsync(ClientBulkValues values, CancellationToken cancellationToken)
    {
        var title = string.Join(", ", (await MarkedAsync(values, cancellationToken)).Select(line => $"{line.Field} → {line.Value}"));
        return Domain.PlainText.Start(title, 150);
    }

    private async Task<string> ValueAsync(string key, string? value, CancellationToken cancellationToken)
    {
        if (value is null) return text["value.none"];
        var module = fields.Allowed.FirstOrDefault(one => one.Fields.Any(field => field.Key == key));
        var field = module?.Fields.First(one => one.Key == key);
        if (field?.Input == ClientFilterInput.YesNo) return own[value == "yes" ? "yes" : "no"];
        if (field?.Input != ClientFilterInput.Choice) return value;
        var options = await fields.OptionsAsync(module!, key, cancellationToken);
        return options?.FirstOrDefault(option => option.Value == value)?.Text ?? value;
    }
}
