using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Reads again what was frozen when the button was pressed. What cannot be read lets nothing out, rather than too much.</summary>
[Feature]
internal sealed class PlanExport(
    ReadSearch readSearch, ExportColumns columns, ClientScopes scopes, ICurrentOperator current, IIsp isp,
    IStringLocalizer<ExportText> text, IStringLocalizer<SearchText> search)
{
    /// <exception cref="ExportRefusedException">A term or a column cannot be had, or the asker may not export any more.</exception>
    public async Task<ExportPlan> RunAsync(ExportArguments asked, CancellationToken cancellationToken)
    {
        if (!current.Can(ClientPermissions.Export)) throw new ExportRefusedException(text["refusal.permission"]);
        var (meant, unread) = await readSearch.RunAsync(asked.Query, cancellationToken);
        if (unread is { } wrong) throw new ExportRefusedException(text["refusal.term", wrong.Text, search[wrong.Problem].Value]);

        // A scope that was narrowed since counts too.
        var collectorOf = scopes.CollectorOf ?? asked.CollectorOf;
        return new ExportPlan(
            await columns.AllAsync(cancellationToken), () => meant.Filter(collectorOf), meant.Terms, await WritingAsync(cancellationToken));
    }

    private async Task<ExportWriting> WritingAsync(CancellationToken cancellationToken) => new(
        (await isp.SettingsAsync(cancellationToken)).TimeZone, text["yes"], text["no"], CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
}
