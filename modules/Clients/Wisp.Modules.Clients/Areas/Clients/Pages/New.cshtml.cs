using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormOptions;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Create)]
internal sealed class NewModel(SaveClient save, LoadFormOptions options, FormText words, IStringLocalizer<ClientsText> text) : PageModel
{
    public ClientForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Form = await DrawAsync(new ClientDraft(), [], cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] ClientDraft draft, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        switch (await save.CreateAsync(draft, cancellationToken))
        {
            case SaveResult.Saved saved:
                TempData["toast"] = text["form.created"].Value;
                return Redirect($"/clients/{saved.Id}");
            case SaveResult.Refused refused:
                Form = await DrawAsync(draft, words.Of(refused), cancellationToken);
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case var other:
                throw new InvalidOperationException($"A new client cannot be {other.GetType().Name}.");
        }
    }

    private async Task<ClientForm> DrawAsync(ClientDraft draft, IReadOnlyList<FormProblem> problems, CancellationToken cancellationToken) =>
        new(draft, await options.RunAsync(draft.Country, cancellationToken), "/clients") { Problems = problems };
}
