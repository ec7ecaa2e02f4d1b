using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Modules.Billing.Features.Firms;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A firm with its points of sale.</summary>
internal sealed class FirmModel(
    ReadFirm read, SaveFirm save, SavePoint points, BillingCountries countries, TaxNumbers numbers, FiscalAuthorities authorities, IStringLocalizerFactory texts, IIsp isp, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    public ParameterShape Shape => ParameterShape.Firms;

    [BindProperty]
    public FirmInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>What is stored, or <c>null</c> of a new firm.</summary>
    public FirmDetails? Stored { get; private set; }

    public IReadOnlyList<BoxOption> Countries => [.. countries.All.Select(country => new BoxOption(country.Code, CountryName(country.Code))).OrderBy(option => option.Text, StringComparer.CurrentCulture)];

    public IReadOnlyList<BoxOption> Conditions =>
    [
        new(BillingCountry.Fantasy, Words["condition.fantasy"]),
        .. countries.All.SelectMany(country => country.Issuers.Select(issuer => new BoxOption($"{country.Code}:{issuer.Code}", issuer.Name.Shown, CountryName(country.Code))))
            .OrderBy(option => option.Group, StringComparer.CurrentCulture),
    ];

    /// <summary>Where a firm can report to; empty while no module brings an authority.</summary>
    public IReadOnlyList<BoxOption> Authorities =>
        [.. authorities.All.Select(authority => new BoxOption(authority.Code, texts.Text(authority.Label), CountryName(authority.Country)))];

    public string TaxpayerLabel => numbers.Label(Input.Country ?? "AR");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is null)
        {
            var country = (await isp.SettingsAsync(cancellationToken)).Country;
            Input.Country = countries.Find(country)?.Code;
            return Page();
        }

        if (!await LoadAsync(cancellationToken)) return NotFound();
        Input = Stored!.Input;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Id is not null && !await LoadAsync(cancellationToken)) return NotFound();
        var (id, problems) = await save.RunAsync(Id, Input, cancellationToken);
        return id is null ? Refuse(problems) : BackToList(Shape, "saved", Input.Name);
    }

    public Task<IActionResult> OnPostAddAsync(string? number, CancellationToken cancellationToken) =>
        PointAsync(points.AddAsync(Id ?? Guid.Empty, number, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDefaultAsync(Guid point, CancellationToken cancellationToken) =>
        PointAsync(points.MakeDefaultAsync(Id ?? Guid.Empty, point, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostArchivePointAsync(Guid point, CancellationToken cancellationToken) =>
        PointAsync(points.ArchiveAsync(Id ?? Guid.Empty, point, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostRestorePointAsync(Guid point, CancellationToken cancellationToken) =>
        PointAsync(points.RestoreAsync(Id ?? Guid.Empty, point, cancellationToken), cancellationToken);

    public string SeriesOf(PointOfSale point) => point.Series.Count == 0
        ? Words["series.none"]
        : string.Join(" · ", point.Series.Select(one => Words[$"series.{one.Document}", one.Letter, one.Last.ToString("00000000", CultureInfo.InvariantCulture)]));

    private async Task<IActionResult> PointAsync(Task<Problem?> change, CancellationToken cancellationToken)
    {
        var problem = await change;
        if (problem is null)
        {
            TempData["toast"] = Words["points.saved"].Value;
            return Redirect(Shape.UrlOf("edit", Id));
        }

        ModelState.Clear();
        if (!await LoadAsync(cancellationToken)) return NotFound();
        Input = Stored!.Input;
        return Refuse([problem]);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken) => (Stored = await read.RunAsync(Id!.Value, cancellationToken)) is not null;
}
