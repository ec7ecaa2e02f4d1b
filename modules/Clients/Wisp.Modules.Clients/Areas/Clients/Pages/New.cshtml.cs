using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Create)]
internal sealed class NewModel(SaveClient save, DrawForm draw, FormText words, IStringLocalizer<ClientsText> text) : PageModel
{
    public ClientForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Form = await draw.OpenAsync(new ClientDraft(), null, cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] ClientDraft draft, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return BadRequest();
        var request = draw.Read(draft, 0, Request.Form);
        switch (await save.CreateAsync(request, cancellationToken))
        {
            case SaveResult.Saved saved:
                TempData["toast"] = text["form.created"].Value;
                return Redirect($"/clients/{saved.Id}");
            case SaveResult.Refused refused:
                Form = await draw.AgainAsync(request, null, refused.Tabs, cancellationToken) with { Problems = words.Of(refused) };
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case SaveResult.Doubtful doubtful:
                Form = await draw.AgainAsync(request, null, [], cancellationToken) with { Doubts = words.Of(doubtful) };
                return Page();
            case var other:
                throw new InvalidOperationException($"A new client cannot be {other.GetType().Name}.");
        }
    }
}
