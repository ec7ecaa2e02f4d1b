using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using QRCoder;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.SecondFactor;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.TwoSteps;

/// <summary>Turns the authenticator app on and off.</summary>
[EnableRateLimiting(RateLimitPolicies.SignIn)]
internal sealed class TwoFactorModel(SecondFactor factor, IClientContact contacts, ReadPortal portal, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public bool On { get; private set; }

    public string? Key { get; private set; }

    /// <summary>The key for an app's camera, as dark squares of a picture so many squares wide.</summary>
    public (string Squares, int Size) Picture { get; private set; }

    /// <summary>New recovery codes, in this answer only.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(Page(), cancellationToken);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancellationToken) =>
        await factor.BeginAsync(ClientId, Password, cancellationToken) is { } problem ? await ShowAsync(Refuse(problem), cancellationToken) : Redirect("/portal/second-factor");

    public async Task<IActionResult> OnPostProveAsync(CancellationToken cancellationToken)
    {
        if (await factor.IsOnAsync(ClientId)) return Redirect("/portal/second-factor");
        Codes = await factor.ProveAsync(Session, Code, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return await ShowAsync(Codes is null ? Refuse(new Problem("Code", "factor.code-wrong")) : Page(), cancellationToken);
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) =>
        await factor.EndAsync(ClientId, Password, cancellationToken) is { } problem ? await ShowAsync(Refuse(problem), cancellationToken) : Done("/portal/me", "factor.ended");

    private async Task<IActionResult> ShowAsync(IActionResult page, CancellationToken cancellationToken)
    {
        // An operator who looks sees no key.
        if (Session.OperatorName is not null) return NotFound();
        On = await factor.IsOnAsync(ClientId);
        Key = await factor.KeyAsync(ClientId);
        if (Key is { } key) Picture = Draw(AuthenticatorCode.Link((await portal.ReadAsync(cancellationToken)).Name, (await contacts.FindAsync(ClientId, cancellationToken))?.Email ?? "", key));
        return page;
    }

    private static (string, int) Draw(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var squares = Enumerable.Range(0, rows.Count).SelectMany(y => Enumerable.Range(0, rows.Count).Where(x => rows[y][x]).Select(x => $"M{x} {y}h1v1h-1z"));
        return (string.Concat(squares), rows.Count);
    }
}
