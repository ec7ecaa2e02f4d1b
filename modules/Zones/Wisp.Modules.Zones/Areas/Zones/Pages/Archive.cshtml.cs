using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Features.ArchivePlace;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

internal sealed class ArchiveModel(PlanArchive plans, ArchivePlace archive, IStringLocalizer<ZonesText> text) : PlacePage(text)
{
    [BindProperty]
    public ArchiveInput Input { get; set; } = new();

    public ArchivePlan Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await plans.RunAsync(Shape, id, cancellationToken) is not { } plan) return NotFound();
        Plan = plan;
        Input.Version = plan.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await plans.RunAsync(Shape, id, cancellationToken) is not { } plan) return NotFound();
        Plan = plan;
        var problem = await archive.RunAsync(Shape, id, Input, cancellationToken);
        if (problem is null) return BackToList("archived", plan.Name);
        Show(problem);
        return Page();
    }
}
