using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormOptions;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Edit)]
internal sealed class EditModel(
    OpenClient open, SaveClient save, LoadFormOptions options, FormText words, IStringLocalizer<ClientsText> text) : PageModel
{
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public ClientForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        if (client.Status == ClientStatus.Deactivated) return Deactivated(id);
        (Id, Name) = (id, client.Name);
        Form = await DrawAsync(ClientDraft.Of(client), client.Version, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] ClientDraft draft, [FromForm] uint version, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        Id = id;
        switch (await save.EditAsync(id, version, draft, cancellationToken))
        {
            case SaveResult.Saved saved:
                TempData["toast"] = text[saved.Changed ? "form.saved" : "form.unchanged"].Value;
                return Redirect($"/clients/{id}");
            case SaveResult.Refused refused:
                Form = await DrawAsync(draft, version, cancellationToken) with { Problems = words.Of(refused) };
                return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
            case SaveResult.Overtaken overtaken:
                Form = await DrawAsync(draft, overtaken.Version, cancellationToken);
                Form = Form with { Differences = words.Of(overtaken, Form.Options) };
                return await AgainAsync(StatusCodes.Status409Conflict, cancellationToken);
            case SaveResult.Gone { Deactivated: true }:
                return Deactivated(id);
            default:
                return NotFound();
        }
    }

    private async Task<ClientForm> DrawAsync(ClientDraft draft, uint version, CancellationToken cancellationToken) =>
        new(draft, await options.RunAsync(draft.Country, cancellationToken), $"/clients/{Id}") { Version = version };

    private async Task<IActionResult> AgainAsync(int status, CancellationToken cancellationToken)
    {
        Name = (await open.FindAsync(Id, cancellationToken))?.Name ?? "";
        Response.StatusCode = status;
        return Page();
    }

    private RedirectResult Deactivated(Guid id)
    {
        TempData["toast.error"] = text["form.deactivated"].Value;
        return Redirect($"/clients/{id}");
    }
}
