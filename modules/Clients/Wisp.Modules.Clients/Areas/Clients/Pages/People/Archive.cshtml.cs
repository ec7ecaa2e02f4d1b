using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.People;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.People;

internal sealed class ArchiveModel(PlanArchive plans, ArchivePerson archive, IStringLocalizer<PeopleText> text) : PeoplePage(text)
{
    [BindProperty]
    public ArchiveInput Input { get; set; } = new();

    public ArchivePlan Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await plans.RunAsync(Shape, id, cancellationToken) is not { } plan) return NotFound();
        Plan = plan;
        Input.Version = plan.Person.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        if (await plans.RunAsync(Shape, id, cancellationToken) is not { } plan) return NotFound();
        Plan = plan;
        var (problem, job) = await archive.RunAsync(Shape, plan, Input, cancellationToken);
        if (problem is null) return Done("archived", plan.Person.Name, job);
        return Again(problem, problem == PeopleProblem.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }
}
