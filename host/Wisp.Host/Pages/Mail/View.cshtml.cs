using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Mail;
using Wisp.Host.Shell;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>One message: what its reader got, and what happened to it.</summary>
[RequirePermission("mail.view")]
public sealed class MailViewModel(
    MailBook book, MailActions actions, IMail server, IFileStore store, ICurrentOperator current, IStringLocalizer<HostText> text) : PageModel
{
    private MailRow? _mail;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public MailRow Mail => _mail!;

    public WrittenMail? Written { get; private set; }

    public IReadOnlyList<MailEvent> Events { get; private set; } = [];

    /// <summary>What goes with it, as far as it is still there.</summary>
    public IReadOnlyList<StoredFile> Files { get; private set; } = [];

    public string Title => Written?.Subject is { Length: > 0 } subject ? subject : Mail.Subject ?? Kind;

    public string Kind => book.KindText(Mail.Kind);

    public bool CanManage => current.Can("mail.manage");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        Written = await book.WriteAsync(Mail, cancellationToken);
        Events = await book.EventsAsync(Id, cancellationToken);
        var files = new List<StoredFile>();
        foreach (var id in Mail.Files)
            if (await store.FindAsync(id, cancellationToken) is { } file) files.Add(file);
        Files = files;
        return Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (!CanManage) return Forbid();
        if (!await server.IsSetUpAsync(cancellationToken)) TempData.SayFailed(text["mail.not-set-up"]);
        else if (await actions.RunAsync(MailChange.Resend, Id, cancellationToken)) TempData.Say(text["mail.resent"]);
        else TempData.SayFailed(text["mail.cannot-resend"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (!CanManage) return Forbid();
        if (await actions.RunAsync(MailChange.Stop, Id, cancellationToken)) TempData.Say(text["mail.stopped"]);
        else TempData.SayFailed(text["mail.too-late"]);
        return RedirectToPage();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken) => (_mail = await book.FindAsync(Id, cancellationToken)) is not null;
}
