using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.ImportAreas;
using Wisp.Modules.Zones.Features.PlaceOptions;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages.Import;

/// <summary>What a file of areas holds, and what is to become of it.</summary>
[RequirePermission(ZonesModule.Permission)]
internal sealed class PreviewModel(
    AreaImports imports, StartTaking start, PlaceChoices choices, ICurrentOperator current, IStringLocalizer<ZonesText> text) : PageModel
{
    private const int MostShown = 200;
    private static readonly string[] LikelyNames = ["nombre", "name", "nombre_barrio", "barrio", "zona", "label", "title"];

    [BindProperty]
    public PlaceKind Kind { get; set; } = PlaceKind.Zone;

    [BindProperty]
    public Guid? CityId { get; set; }

    [BindProperty]
    public string? NameProperty { get; set; }

    [BindProperty]
    public bool AcceptRepairs { get; set; }

    public AreaImport Import { get; private set; } = null!;

    public IReadOnlyList<AreaImportItem> Items { get; private set; } = [];

    public IReadOnlyList<PlaceOption> Cities { get; private set; } = [];

    public bool IsReading => Import.State == AreaImport.Reading;

    public IEnumerable<AreaImportItem> Shown => Items.OrderBy(item => item.IsSound).ThenBy(item => item.Number).Take(MostShown);

    /// <summary>What the map shows: outlines and spots.</summary>
    public string Shapes => JsonSerializer.Serialize(
        Items.Select(item => new { Area = item.Outline is { } outline ? JsonSerializer.Deserialize<JsonElement>(outline) : (JsonElement?)null, Caption = Caption(item), item.Spot, Fault = FaultOf(item) }),
        JsonSerializerOptions.Web);

    public string? FaultOf(AreaImportItem item) => item.Fault is null ? null : text[item.Fault, [.. item.FaultArguments]].Value;

    public string Caption(AreaImportItem item) =>
        NameProperty is { } name && item.Properties.TryGetValue(name, out var value) ? value : text["import.item", item.Number];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        NameProperty = LikelyNames.SelectMany(likely => Import.Properties.Where(p => p.Equals(likely, StringComparison.OrdinalIgnoreCase))).FirstOrDefault() ?? (Import.Properties is [var first, ..] ? first : null);
        return Page();
    }

    /// <summary>Asked again while the worker reads.</summary>
    public async Task<IActionResult> OnGetStateAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (!IsReading) Response.Headers["HX-Refresh"] = "true";
        return Partial("_Reading", this);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || Import.State != AreaImport.Ready) return NotFound();
        var kind = Kind == PlaceKind.Neighborhood ? PlaceKind.Neighborhood : PlaceKind.Zone;
        var how = new TakeAreas(id, kind, kind == PlaceKind.Neighborhood ? CityId : null, string.IsNullOrEmpty(NameProperty) ? null : NameProperty, AcceptRepairs);
        var (job, problem) = await start.RunAsync(Import, how, cancellationToken);
        if (job is not null) return Redirect($"/jobs/{job}");
        ModelState.AddModelError(problem!.Field, text[problem.Key, problem.Arguments]);
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(id, cancellationToken) is not { } import || import.OwnerId != current.Id) return false;
        Import = import;
        if (import.State is not (AreaImport.Ready or AreaImport.Taken)) return true;
        Items = await imports.ItemsAsync(id, cancellationToken);
        Cities = await choices.RunAsync(PlaceShape.City, cancellationToken);
        return true;
    }
}
