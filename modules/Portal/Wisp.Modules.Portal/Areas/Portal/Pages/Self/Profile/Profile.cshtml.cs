using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Profile;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Profile;

public sealed class ProfileInput
{
    public string? Phone { get; set; }

    public string? PhoneMobile { get; set; }

    public string? Address { get; set; }

    public string? AddressAdditionalData { get; set; }

    public string? ZipCode { get; set; }

    public string? NotifyEmails { get; set; }

    public bool EmailOnInvoice { get; set; }

    public bool EmailOnPayment { get; set; }
}

/// <summary>The subscriber's phones, address and mails: changed at once, or asked for, as the ISP has it.</summary>
internal sealed class ProfileModel(SaveProfile profiles, ReadRequests requests, AskPlan asked, ReadPortal portal, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    [BindProperty]
    public ProfileInput Input { get; set; } = new();

    public bool Ask { get; private set; }

    public bool HasMail { get; private set; }

    public Request? Wish { get; private set; }

    private OwnData Now { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        // What is asked for already is what is gone on from.
        var shown = Wish is { IsWaiting: true } wish ? Now.With(wish.BeforeAs<OwnData>(), wish.WantedAs<OwnData>()) : Now;
        Input = new ProfileInput
        {
            Phone = shown.Phone, PhoneMobile = shown.PhoneMobile, Address = shown.Address, AddressAdditionalData = shown.AddressAdditionalData, ZipCode = shown.ZipCode,
            NotifyEmails = shown.NotifyEmails, EmailOnInvoice = shown.EmailOnInvoice, EmailOnPayment = shown.EmailOnPayment,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        var wanted = new OwnData(
            Typed.Line(Input.Phone), Typed.Line(Input.PhoneMobile), Typed.Line(Input.Address), Typed.Line(Input.AddressAdditionalData), Typed.Line(Input.ZipCode), HasMail,
            HasMail ? Typed.Line(Input.NotifyEmails) : null, HasMail && Input.EmailOnInvoice, HasMail && Input.EmailOnPayment);
        if (wanted == Now) return Refuse(new Problem("", "profile.same"));
        var said = await profiles.RunAsync(ClientId, Now, wanted, Ask, cancellationToken);
        return said.Count > 0 ? RefuseSaid(said) : Done("/portal/me", Ask ? "profile.asked" : "profile.saved");
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken) =>
        await asked.CancelAsync(ClientId, RequestKind.Profile, contractId: null, cancellationToken) ? Done("/portal/me", "profile.cancelled") : NotFound();

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var allowed = (await portal.ReadAsync(cancellationToken)).Profile;
        if (allowed == ProfileChanges.No || await profiles.ReadAsync(ClientId, cancellationToken) is not { } now) return false;
        (Now, Ask, HasMail) = (now, allowed == ProfileChanges.Ask, now.HasMail);
        Wish = await requests.LatestAsync(ClientId, RequestKind.Profile, contractId: null, cancellationToken);
        return true;
    }
}
