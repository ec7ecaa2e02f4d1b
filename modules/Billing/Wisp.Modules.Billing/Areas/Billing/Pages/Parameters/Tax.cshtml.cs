using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Modules.Billing.Features.Taxes;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A tax: of the country's templates, or one's own.</summary>
internal sealed class TaxModel(SaveTax save, BillingCountries countries, IIsp isp, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    public ParameterShape Shape => ParameterShape.Taxes;

    [BindProperty]
    public TaxInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Whether it stands on an issued invoice.</summary>
    public bool IsUsed { get; private set; }

    public IReadOnlyList<BoxOption> Countries => [.. countries.All.Select(country => new BoxOption(country.Code, CountryName(country.Code))).OrderBy(option => option.Text, StringComparer.CurrentCulture)];

    public IReadOnlyList<BoxOption> Kinds => [.. SaveTax.Kinds.Select(kind => new BoxOption(kind, Words[$"tax-kind.{kind}"]))];

    /// <summary>Templates of the country that is chosen.</summary>
    public IReadOnlyList<TaxTemplate> Templates { get; private set; } = [];

    /// <param name="country">Whose templates are offered; the ISP's when not said.</param>
    /// <param name="template">The place of the template that the form begins with, from 0.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IActionResult> OnGetAsync(string? country, int? template, CancellationToken cancellationToken)
    {
        if (Id is { } id)
        {
            if (await save.ReadAsync(id, cancellationToken) is not { } found) return NotFound();
            (Input, IsUsed) = found;
            return Page();
        }

        var chosen = countries.Find(country) ?? countries.Find((await isp.SettingsAsync(cancellationToken)).Country);
        Templates = chosen?.Taxes ?? [];
        Input.Country = chosen?.Code;
        if (template is { } place && place >= 0 && place < Templates.Count) Fill(Templates[place]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Id, Input, cancellationToken);
        if (problems.Count == 0) return BackToList(Shape, "saved", Input.Name);
        Templates = Id is null ? countries.Find(Input.Country)?.Taxes ?? [] : [];
        return Refuse(problems);
    }

    private void Fill(TaxTemplate template)
    {
        Input.Name = template.Name.Shown;
        Input.Kind = template.Kind;
        Input.Rate = TypedRate.Show(template.Rate);
        Input.Code = template.Code;
        Input.Included = template.Included;
    }
}
