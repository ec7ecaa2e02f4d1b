using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Edit)]
internal sealed class EditModel(
    OpenClient open, SaveClient save, DrawForm draw, FormText words, IStringLocalizer<ClientsText> text) : PageModel
{
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public ClientForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        if (client.Status == ClientStatus.Deactivated) return Deactivated(id);
        (Id, Name) = (id, client.Name);
        Form = await draw.OpenAsync(ClientDraft.Of(client), id, cancellationToken) with { Version = client.Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] ClientDraft draft, [FromForm] uint version, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        Id = id;
        var request = draw.Read(draft, version, Request.Form);
        switch (await save.EditAsync(id, request, cancellationToken))
        {
            case SaveResult.Saved saved:
                TempData["toast"] = text[saved.Changed ? "form.saved" : "form.unchanged"].Value;
                return Redirect($"/clients/{id}");
            case SaveResult.Refused refused:
                Form = await draw.AgainAsync(request, id, refused.Tabs, cancellationToken) with { Problems = words.Of(refused) };
                return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
            case SaveResult.Doubtful doubtful:
                Form = await draw.AgainAsync(request, id, [], cancellationToken) with { Doubts = words.Of(doubtful) };
                return await AgainAsync(StatusCodes.Status200OK, cancellationToken);
            case SaveResult.Overtaken overtaken:
                Form = await draw.AgainAsync(request with { Version = overtaken.Version }, id, [], cancellationToken);
                Form = Form with { Differences = words.Of(overtaken, Form.Options) };
                return await AgainAsync(StatusCodes.Status409Conflict, cancellationToken);
            case SaveResult.Gone { Deactivated: true }:
                return Deactivated(id);
            default:
                return NotFound();
        }
    }

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
