using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.People;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.People;

internal sealed class IndexModel(ListPeople list, RestorePerson restore, IStringLocalizer<PeopleText> text) : PeoplePage(text)
{
    private readonly IStringLocalizer<PeopleText> text = text;

    [BindProperty(SupportsGet = true)]
    public bool Archived { get; set; }

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await list.RunAsync(Shape, Archived, cancellationToken);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, string? name, CancellationToken cancellationToken)
    {
        if (await restore.RunAsync(Shape, id, version, cancellationToken) is not { } problem) return Done("restored", name ?? "");
        TempData["toast.error"] = text[problem.Key, problem.Arguments].Value;
        return Redirect($"{Shape.Url}?archived=true");
    }
}
