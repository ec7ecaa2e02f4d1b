using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Reads again what was frozen when the button was pressed. What cannot be read lets nothing out, rather than too much.</summary>
[Feature]
internal sealed class PlanExport(
    ReadTerms readTerms, ExportColumns columns, ClientScopes scopes, ICurrentOperator current, IIsp isp,
    IStringLocalizer<ExportText> text, IStringLocalizer<SearchText> search)
{
    /// <exception cref="ExportRefusedException">A term or a column cannot be had, or the asker may not export any more.</exception>
    public async Task<ExportPlan> RunAsync(ExportArguments asked, CancellationToken cancellationToken)
    {
        if (!current.Can(ClientPermissions.Export)) throw new ExportRefusedException(text["refusal.permission"]);
        var terms = await readTerms.RunAsync(new QueryCollection(QueryHelpers.ParseQuery(asked.Query)), cancellationToken);
        if (terms.Wrong is [var wrong, ..]) throw new ExportRefusedException(text["refusal.term", wrong.Text, search[wrong.Problem].Value]);

        // A scope that was narrowed since counts too.
        var collectorOf = scopes.CollectorOf ?? asked.CollectorOf;
        return new ExportPlan(await columns.AllAsync(cancellationToken), Filter, terms.Good, await WritingAsync(cancellationToken));

        ClientFilter Filter()
        {
            var status = asked.Status is { } code ? ClientStatuses.Parse(code) : (ClientStatus?)null;
            var filter = new ClientFilter().Within(collectorOf).WithStatus(status).Matching(SearchWords.Parse(asked.Search));
            foreach (var term in terms.Good) term.Apply(filter);
            return filter;
        }
    }

    private async Task<ExportWriting> WritingAsync(CancellationToken cancellationToken) => new(
        (await isp.SettingsAsync(cancellationToken)).TimeZone, text["yes"], text["no"], CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
}
