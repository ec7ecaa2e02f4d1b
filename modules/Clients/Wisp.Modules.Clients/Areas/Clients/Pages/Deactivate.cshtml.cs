using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.DeactivateClient;
using Wisp.Modules.Clients.Features.Steps;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Deactivate)]
internal sealed class DeactivateModel(
    ViewClient view, DeactivateClient deactivate, LifecycleSteps steps, IStringLocalizer<ClientsText> text) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public string? Reason { get; private set; }

    /// <summary>What is wrong with the reason.</summary>
    public string? Problem { get; private set; }

    /// <summary>The module's step that failed.</summary>
    public string? FailedStep { get; private set; }

    /// <summary>What other modules know and will do: debt, contracts, options (DEACT-03).</summary>
    public IReadOnlyList<PlannedStep> Steps { get; private set; } = [];

    /// <summary>Steps whose option is ticked.</summary>
    public IReadOnlyCollection<string> Options { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Steps = await steps.PlanDeactivationAsync(id, cancellationToken);
        return client.IsActive ? Page() : Already(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? reason, [FromForm] string[] options, CancellationToken cancellationToken)
    {
        var result = await deactivate.RunAsync(id, reason, options, cancellationToken);
        switch (result.Outcome)
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
                (Client, Reason, Options) = (client, reason, options);
                Steps = await steps.PlanDeactivationAsync(id, cancellationToken);
                FailedStep = result.Step;
                if (FailedStep is null) Problem = text[$"deactivate.{refused}", DeactivateClient.ReasonLimit];
                Response.StatusCode = FailedStep is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
                return Page();
        }
    }

    private RedirectResult Already(Guid id)
    {
        TempData["toast.error"] = text["deactivate.already"].Value;
        return Redirect($"/clients/{id}");
    }
}
