using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;
using static Wisp.Contracts.Clients.ClientExportKind;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>The 21 columns of the guide in their order (EXP-04), then those that modules add.</summary>
[Feature]
internal sealed class ExportColumns(
    IEnumerable<IClientExportColumn> contributed, IContributions contributions, IStringLocalizer<ExportText> text, IStringLocalizerFactory texts)
{
    /// <summary>Those without SQL wait for the module that owns them.</summary>
    private static readonly (string Key, ClientExportKind Kind, string? Value)[] Guide =
    [
        ("id", Text, "coalesce(c.custom_id, c.public_id::text)"),
        ("name", Text, "c.name"),
        ("details", Text, "c.details"),
        ("email", Text, "c.email"),
        ("phone", Text, "c.phone"),
        ("mobile", Text, "c.phone_mobile"),
        ("address", Text, "c.address"),
        ("neighborhood", Text, "n.name"),
        ("zone", Text, "z.name"),
        ("document", Text, "c.national_identification_number"),
        ("city", Text, "y.name"),
        ("state", Text, "s.name"),
        ("billing.enabled", YesNo, null),
        ("billing.invoice_kind", Text, null),
        ("billing.vat_condition", Text, null),
        ("billing.taxpayer_id", Text, null),
        ("billing.unpaid_count", Whole, null),
        ("billing.unpaid_balance", Money, null),
        ("billing.gateways", Text, null),
        ("created", Instant, "c.created_at"),
        ("updated", Instant, "c.updated_at"),
    ];

    /// <exception cref="ExportRefusedException">A module could not say what its column holds.</exception>
    public async Task<IReadOnlyList<ExportColumn>> AllAsync(CancellationToken cancellationToken)
    {
        var added = new Dictionary<string, ExportColumn>(StringComparer.Ordinal);
        foreach (var part in contributions.Allowed(contributed))
            added.Add(part.Key, await ReadAsync(part, $"x{added.Count}", cancellationToken));
        var guide = Guide.Select(own => added.Remove(own.Key, out var filled)
            ? filled with { Heading = text[$"column.{own.Key}"] }
            : new ExportColumn(text[$"column.{own.Key}"], own.Kind, own.Value)).ToList();
        return [.. guide, .. added.Values];
    }

    // A file that silently lacks a column is worse than none.
    private async Task<ExportColumn> ReadAsync(IClientExportColumn part, string alias, CancellationToken cancellationToken)
    {
        var heading = texts.Text(part.Label);
        var read = await contributions.TryAsync(
            part, () => Task.FromResult(new ExportColumn(heading, part.Kind, $"{alias}.value") { Joined = part.Values, Alias = alias }), cancellationToken);
        return read.Value ?? throw new ExportRefusedException(text["refusal.column", heading]);
    }
}
