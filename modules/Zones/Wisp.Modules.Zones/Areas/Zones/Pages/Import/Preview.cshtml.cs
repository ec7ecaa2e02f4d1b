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
    AreaImports imports, StartTaking start, PlaceChoices choices, IJobs jobs, ICurrentOperator current, IStringLocalizer<ZonesText> text) : PageModel
{
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

    /// <summary>The last job of the import, while it is kept.</summary>
    public JobView? Job { get; private set; }

    public AreaImportCounts Counts { get; private set; } = new(0, 0, 0);

    public IReadOnlyList<AreaImportItem> Items { get; private set; } = [];

    public IReadOnlyList<string> Properties { get; private set; } = [];

    public IReadOnlyList<PlaceOption> Cities { get; private set; } = [];

    /// <summary>What the map shows, outlines and spots; <c>null</c> when there is nothing to show.</summary>
    public string? Shapes { get; private set; }

    /// <summary>Whether the worker has the file in hand and the page asks again.</summary>
    public bool IsBusy => Import.State switch
    {
        AreaImport.Reading => !HasFailed,
        AreaImport.Ready => Job is { State: JobState.Queued or JobState.Running },
        _ => false,
    };

    public string BusyWith => text[Import.State == AreaImport.Reading ? "import.reading" : "import.trying"];

    public bool HasFailed => Job is { State: JobState.Failed or JobState.Cancelled };

    /// <summary>Why the last job broke off; <c>null</c> when it did not.</summary>
    public string? Failure => !HasFailed || Import.State == AreaImport.Refused ? null : text[
        Import.State switch { AreaImport.Reading => "import.failed.read", AreaImport.Taken => "import.failed.take", _ => "import.failed.try" },
        Job!.Failure ?? text["import.failed.cancelled"].Value].Value;

    public bool MayTake => Counts.Sound + Counts.Repairable > 0 && (Import.State == AreaImport.Ready || HasFailed);

    public string FaultOf(string fault, IReadOnlyList<string> arguments) => text[fault, [.. arguments]];

    public string Caption(string? name, int number) => name ?? text["import.item", number];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        await ShowAsync(cancellationToken);
        return Page();
    }

    /// <summary>Asked again while the worker has it in hand.</summary>
    public async Task<IActionResult> OnGetStateAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (!IsBusy) Response.Headers["HX-Refresh"] = "true";
        return Partial("_Busy", this);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        var (job, problem) = await start.TakeAsync(Import, Failed, How, cancellationToken);
        return job is null ? await AgainAsync(problem!, cancellationToken) : Redirect($"/jobs/{job}");
    }

    /// <summary>Says who would move, and saves nothing.</summary>
    public async Task<IActionResult> OnPostTryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        var (job, problem) = await start.TryAsync(Import, Failed, How, cancellationToken);
        return job is null ? await AgainAsync(problem!, cancellationToken) : Redirect($"/zones/import/{id}");
    }

    private Guid? Failed => HasFailed ? Import.JobId : null;

    private TakeAreas How
    {
        get
        {
            var kind = Kind == PlaceKind.Neighborhood ? PlaceKind.Neighborhood : PlaceKind.Zone;
            return new TakeAreas(Import.Id, kind, kind == PlaceKind.Neighborhood ? CityId : null, string.IsNullOrEmpty(NameProperty) ? null : NameProperty, AcceptRepairs);
        }
    }

    private async Task<IActionResult> AgainAsync(Problem problem, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(problem.Field, text[problem.Key, problem.Arguments]);
        await ShowAsync(cancellationToken);
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(id, cancellationToken) is not { } import || import.OwnerId != current.Id) return false;
        Job = import.JobId is { } job ? await jobs.FindAsync(job, cancellationToken) : null;
        // It may have ended between the two looks.
        Import = Job is { FinishedAt: not null } ? await imports.FindAsync(id, cancellationToken) ?? import : import;
        return true;
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        if (IsBusy || Import.State is not (AreaImport.Ready or AreaImport.Taken)) return;
        Properties = await imports.PropertiesAsync(Import.Id, cancellationToken);
        if (HttpMethods.IsGet(Request.Method)) Choose();
        Counts = await imports.CountAsync(Import.Id, cancellationToken);
        Items = await imports.ItemsAsync(Import.Id, NameProperty, cancellationToken);
        Cities = await choices.RunAsync(PlaceShape.City, cancellationToken);
        var shapes = (await imports.ShapesAsync(Import.Id, NameProperty, cancellationToken)).Where(shape => shape.Outline is not null || shape.Spot is not null).ToList();
        if (shapes.Count == 0) return;
        Shapes = JsonSerializer.Serialize(
            shapes.Select(shape => new
            {
                Area = shape.Outline is { } outline ? JsonSerializer.Deserialize<JsonElement>(outline) : (JsonElement?)null,
                Caption = Caption(shape.Name, shape.Number), shape.Spot, Fault = shape.Fault is { } fault ? FaultOf(fault, shape.FaultArguments) : null,
            }), JsonSerializerOptions.Web);
    }

    /// <summary>What the form begins with: what was tried last, or else the likeliest.</summary>
    private void Choose()
    {
        if (Import.Trial is { How: var tried }) (Kind, CityId, NameProperty, AcceptRepairs) = (tried.Kind, tried.CityId, tried.NameProperty, tried.AcceptRepairs);
        else NameProperty = LikelyNames.SelectMany(likely => Properties.Where(p => p.Equals(likely, StringComparison.OrdinalIgnoreCase))).Concat(Properties).FirstOrDefault();
    }
}
