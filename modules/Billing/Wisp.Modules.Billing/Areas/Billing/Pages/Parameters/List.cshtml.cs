using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Methods;
using Wisp.Modules.Billing.Features.Parameters;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

internal sealed class ListModel(
    ListParameters list, ArchiveParameter archive, BillingCountries countries, TaxNumbers numbers, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    public ParameterShape Shape => ParameterShape.OfSlug((string?)RouteData.Values["parameter"]);

    [BindProperty(SupportsGet = true)]
    public bool Archived { get; set; }

    public IReadOnlyList<ParameterRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await list.RunAsync(Shape, Archived, cancellationToken);

    public async Task<IActionResult> OnPostArchiveAsync(Guid id, uint version, string? name, CancellationToken cancellationToken) =>
        await AnswerAsync(await archive.ArchiveAsync(Shape, id, version, cancellationToken), "gone", name, cancellationToken);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, string? name, CancellationToken cancellationToken) =>
        await AnswerAsync(await archive.RestoreAsync(Shape, id, version, cancellationToken), "restored", name, cancellationToken);

    public string NameOf(ParameterRow row) => Shape == ParameterShape.Methods && row.Facts[0] is true ? MethodName.Of(Words, row.Name, null) : row.Name;

    /// <summary>A fact of a row in the reader's words.</summary>
    public string? Show(string fact, object? value)
    {
        var (country, rest) = value is string typed && typed.Split(':') is [var head, var tail] ? (head, tail) : ("", "");
        return (fact, value) switch
        {
            (_, null) => null,
            ("country", string code) => CountryName(code),
            ("condition", _) => countries.Find(country)?.Issuer(rest)?.Name.Shown ?? rest,
            ("taxpayer", _) => numbers.Show(country, rest),
            ("kind", string kind) => Words[$"tax-kind.{kind}"],
            ("rate", decimal rate) => $"{TypedRate.Show(rate)} %",
            (_, bool yes) => Words[yes ? "yes" : "no"],
            _ => Convert.ToString(value, CultureInfo.CurrentCulture),
        };
    }

    private async Task<IActionResult> AnswerAsync(Problem? problem, string notice, string? name, CancellationToken cancellationToken)
    {
        if (problem is null) return BackToList(Shape, notice, name);
        await OnGetAsync(cancellationToken);
        return Refuse([problem]);
    }
}
