using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

/// <summary>Makes and changes a gateway. Credentials are never shown; one that Wisp makes is shown in the answer that made it, and nowhere else.</summary>
[RequirePermission(BillingPermissions.Settings)]
internal sealed class EditModel(GatewayDirectory gateways, SaveGateway save, VerifyGateway verify, IStringLocalizerFactory texts) : GatewayPage(texts)
{
    private readonly IStringLocalizerFactory _texts = texts;

    [BindProperty]
    public GatewayInput Input { get; set; } = new();

    public Gateway? Gateway { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Kinds => [.. gateways.Kinds.Select(kind => (kind.Kind, _texts.Text(kind.Label)))];

    public string? KindName => Gateway is null ? null : gateways.KindOf(Gateway.Kind) is { } kind ? _texts.Text(kind.Label) : Gateway.Kind;

    /// <summary>Of a new gateway those of the only kind; more are filled in once the kind is chosen and saved.</summary>
    public IReadOnlyList<GatewayField> Fields => gateways.KindOf(Gateway?.Kind ?? Input.Kind ?? gateways.Kinds[0].Kind)?.Fields ?? [];

    public string NoticesUrl => $"{Request.Scheme}://{Request.Host}/billing/gateways/{Gateway?.Id}/notices";

    /// <summary>What was made just now.</summary>
    public string? Secret { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancellationToken)
    {
        if (id is null) return Page();
        if (!await LoadAsync(id.Value, cancellationToken)) return NotFound();
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancellationToken)
    {
        if (id is { } known && !await LoadAsync(known, cancellationToken)) return NotFound();
        var (saved, problems) = await save.RunAsync(Gateway, Input, cancellationToken);
        return problems.Count > 0 ? Refuse(problems) : Done(id is null ? $"/billing/gateways/edit/{saved}" : "/billing/gateways", "saved", Typed.Line(Input.Name)!);
    }

    public async Task<IActionResult> OnPostSecretAsync(Guid? id, uint version, CancellationToken cancellationToken)
    {
        if (id is not { } known || !await LoadAsync(known, cancellationToken) || Gateway!.Archived) return NotFound();
        Secret = await save.RegenerateAsync(Gateway, version, cancellationToken);
        await LoadAsync(known, cancellationToken);
        ModelState.Clear();
        Fill();
        Response.Headers.CacheControl = "no-store";
        return Secret is null ? Refuse(Problem.Stale) : Page();
    }

    public async Task<IActionResult> OnPostVerifyAsync(Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } known || !await LoadAsync(known, cancellationToken) || Gateway!.Archived) return NotFound();
        var problem = await verify.RunAsync(Gateway, cancellationToken);
        if (problem is null) return Done($"/billing/gateways/edit/{known}", "verify.done", Gateway.Name);
        await LoadAsync(known, cancellationToken);
        ModelState.Clear();
        Fill();
        return Refuse(problem);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken) => (Gateway = await gateways.FindAsync(id, cancellationToken)) is not null;

    private void Fill() => Input = new GatewayInput
    {
        Name = Gateway!.Name, Kind = Gateway.Kind, Enabled = Gateway.Enabled, Version = Gateway.Version,
        Fields = Gateway.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
    };
}
