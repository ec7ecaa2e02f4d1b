using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Mail;
using Wisp.Host.Shell;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("settings.mail")]
public sealed class MailSettingsModel(
    ISettings settings, SaveMail save, IMailProbe probe, MailKinds kinds, ICurrentOperator current, Labels labels, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty]
    public MailForm Form { get; set; } = new();

    public bool HasPassword { get; private set; }

    public bool HasBoxPassword { get; private set; }

    /// <summary>How a trial ended, in words; <c>null</c> when none was made.</summary>
    public (bool Good, string Words)? Trial { get; private set; }

    public IEnumerable<(string Key, string Text)> Kinds =>
        kinds.Shown.Select(kind => (kind.Key, labels.Text(kind.Label))).OrderBy(kind => kind.Item2, StringComparer.CurrentCulture);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (server, box) = await StoredAsync(cancellationToken);
        // The address that the page was asked at is a good guess; nothing uses it before it is saved.
        Form = MailForm.Of(server, box, $"{Request.Scheme}://{Request.Host}{Request.PathBase}");
        var off = (await settings.GetAsync<MailSwitches>(MailSwitches.Key, cancellationToken) ?? MailSwitches.AllOn).Off;
        Form.Kinds = [.. kinds.All.Select(kind => kind.Key).Except(off)];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Form, cancellationToken);
        if (ModelState.Accepts(problems, text, "Form."))
        {
            TempData.Say(text["form.saved"]);
            return RedirectToPage();
        }

        await StoredAsync(cancellationToken);
        return Page();
    }

    /// <summary>Sends a message to whoever asks, through the server as it is typed.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        await StoredAsync(cancellationToken);
        var (server, box, problems) = await save.ReadAsync(Form, cancellationToken);
        if (!server.IsSetUp) problems.Add(new Problem(nameof(Form.Host), "mail.host-missing"));
        if (!ModelState.Accepts(problems, text, "Form.") || current.Email is not { } to) return Page();
        var (taken, words) = await probe.SendAsync(server, box, to, cancellationToken);
        Trial = (taken == true, text[taken switch { true => "mail.try-taken", false => "mail.try-failed", null => "mail.try-unknown" }, to, words]);
        return Page();
    }

    /// <summary>Opens the mailbox as it is typed.</summary>
    public async Task<IActionResult> OnPostTryBoxAsync(CancellationToken cancellationToken)
    {
        await StoredAsync(cancellationToken);
        var (_, box, problems) = await save.ReadAsync(Form, cancellationToken);
        if (box.Host.Length == 0) problems.Add(new Problem(nameof(Form.BoxHost), "mail.host-missing"));
        if (!ModelState.Accepts(problems, text, "Form.")) return Page();
        var words = await probe.OpenAsync(box, cancellationToken);
        Trial = (words is null, words is null ? text["mail.box-opened"] : text["mail.box-failed", words]);
        return Page();
    }

    private async Task<(MailSettings Server, BounceSettings Box)> StoredAsync(CancellationToken cancellationToken)
    {
        var server = await settings.GetAsync<MailSettings>(MailSettings.Key, cancellationToken) ?? MailSettings.None;
        var box = await settings.GetAsync<BounceSettings>(BounceSettings.Key, cancellationToken) ?? BounceSettings.None;
        (HasPassword, HasBoxPassword) = (server.Password.Length > 0, box.Password.Length > 0);
        return (server, box);
    }
}
