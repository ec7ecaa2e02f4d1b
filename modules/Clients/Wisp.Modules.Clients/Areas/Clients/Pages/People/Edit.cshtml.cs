using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.People;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.People;

internal sealed class EditModel(FindPerson find, SavePerson save, FreeOperators free, IStringLocalizer<PeopleText> text) : PeoplePage(text)
{
    [BindProperty]
    public PersonInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public IReadOnlyList<OperatorName> Operators { get; private set; } = [];

    public bool Archived { get; private set; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public StoredPerson? Overtaken { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await DrawAsync(fill: true, cancellationToken)) return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        var result = await save.RunAsync(Shape, Id, Input, cancellationToken);
        if (result is SavePersonResult.Saved saved) return Done("saved", saved.Name);
        if (!await DrawAsync(fill: false, cancellationToken)) return NotFound();
        if (result is SavePersonResult.Refused { Problem: var problem }) return Again(problem, StatusCodes.Status422UnprocessableEntity);
        if (result is not SavePersonResult.Overtaken { Stored: var stored }) return NotFound();

        Overtaken = stored;
        // What was typed stays; having seen the other's change, one may insist.
        ModelState.Remove("Input.Version");
        Input.Version = stored.Version;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    public string OperatorText(Guid? id) => Operators.FirstOrDefault(o => o.Id == id)?.Name ?? "—";

    private async Task<bool> DrawAsync(bool fill, CancellationToken cancellationToken)
    {
        var person = Id is { } id ? await find.RunAsync(Shape, id, cancellationToken) : null;
        if (Id is not null && person is null) return false;
        Operators = await free.RunAsync(Shape, person, cancellationToken);
        Archived = person?.Archived ?? false;
        if (fill && person is not null) Input = new() { Name = person.Name, OperatorId = person.OperatorId, Version = person.Version };
        return true;
    }
}
