using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Features.PlaceOptions;
using Wisp.Modules.Zones.Features.SavePlace;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

internal sealed class EditModel(OpenPlace open, SavePlace save, PlaceChoices choices, IStringLocalizer<ZonesText> text) : PlacePage(text)
{
    private const string FirstColor = "#206bc4";

    [BindProperty]
    public PlaceInput Input { get; set; } = new() { Color = FirstColor };

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public IReadOnlyList<PlaceOption> Parents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is { } id)
        {
            if (await open.RunAsync(Shape, id, cancellationToken) is not { } input) return NotFound();
            Input = input;
        }

        return await FormAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Shape, Id, Input, cancellationToken);
        if (problems.Count == 0) return BackToList("saved", Input.Name);
        foreach (var problem in problems) Show(problem);
        return await FormAsync(cancellationToken);
    }

    private async Task<IActionResult> FormAsync(CancellationToken cancellationToken)
    {
        if (Shape.Parent is { } parent) Parents = await choices.RunAsync(parent, cancellationToken);
        return Page();
    }
}
