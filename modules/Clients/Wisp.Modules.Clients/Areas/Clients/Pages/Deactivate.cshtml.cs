using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.DeactivateClient;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Deactivate)]
internal sealed class DeactivateModel(ViewClient view, DeactivateClient deactivate, IStringLocalizer<ClientsText> text) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public string? Reason { get; private set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        return client.IsActive ? Page() : Already(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? reason, CancellationToken cancellationToken)
    {
        switch (await deactivate.RunAsync(id, reason, cancellationToken))
        {
            case DeactivateOutcome.Done:
                TempData["toast"] = text["deactivate.done"].Value;
                return Redirect($"/clients/{id}");
            case DeactivateOutcome.AlreadyDeactivated:
                return Already(id);
            case DeactivateOutcome.NotFound:
                return NotFound();
            case var refused:
                if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
                (Client, Reason) = (client, reason);
                Problem = text[$"deactivate.{refused}", DeactivateClient.ReasonLimit];
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
        }
    }

    private RedirectResult Already(Guid id)
    {
        TempData["toast.error"] = text["deactivate.already"].Value;
        return Redirect($"/clients/{id}");
    }
}
