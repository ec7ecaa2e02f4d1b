using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.ReactivateClient;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Modules.Clients.Features.Steps;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

[RequirePermission(ClientPermissions.Deactivate)]
internal sealed class ReactivateModel(
    ViewClient view, ReactivateClient reactivate, LifecycleSteps steps, FormText words, IStringLocalizer<ClientsText> text) : PageModel
{
    public ClientDetails Client { get; private set; } = null!;

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    /// <summary>What other modules will do.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; private set; } = [];

    /// <summary>The module's step that failed.</summary>
    public string? FailedStep { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Steps = await steps.PlanReactivationAsync(id, cancellationToken);
        return client.IsActive ? Redirect($"/clients/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        var result = await reactivate.RunAsync(id, cancellationToken);
        if (!result.Found) return NotFound();
        if (result.Taken.Count == 0 && result.FailedStep is null)
        {
            TempData["toast"] = text[result.WasActive ? "reactivate.already" : "reactivate.done"].Value;
            return Redirect($"/clients/{id}");
        }

        if (await view.FindAsync(id, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Steps = await steps.PlanReactivationAsync(id, cancellationToken);
        FailedStep = result.FailedStep;
        Problems = words.Of(new SaveResult.Refused([], result.Taken));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
