using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Mail;
using Wisp.Host.Shell;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

/// <summary>The ledger: what was sent to whom, and what became of it.</summary>
[RequirePermission("mail.view")]
public sealed class MailModel(
    MailBook book, MailActions actions, IMail mail, MailKinds kinds, ICurrentOperator current, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public MailFilter Filter { get; set; } = new();

    public IReadOnlyList<(MailRow Mail, string? Subject)> Rows { get; private set; } = [];

    public IReadOnlyDictionary<string, long> Counts { get; private set; } = new Dictionary<string, long>();

    public Guid? Next { get; private set; }

    public bool IsSetUp { get; private set; }

    public (string Failure, DateTimeOffset At)? Trouble { get; private set; }

    public MailBook Book => book;

    public bool CanManage => current.Can("mail.manage");

    public bool CanSetUp => current.Can("settings.mail");

    /// <summary>Whether all that the filter finds can be sent again, or stopped, in one press.</summary>
    public bool CanResendAll => CanManage && Rows.Count > 0 && IsSetUp && MailChange.IsFor(MailChange.Resend, Filter.State);

    public bool CanStopAll => CanManage && Rows.Count > 0 && MailChange.IsFor(MailChange.Stop, Filter.State);

    public IEnumerable<(string Key, string Text)> Kinds => kinds.All.Select(kind => (kind.Key, book.KindText(kind.Key))).OrderBy(kind => kind.Item2, StringComparer.CurrentCulture);

    public string Link(string? state) => "/mail" + new MailFilter
    {
        State = state, Kind = Filter.Kind, To = Filter.To, From = Filter.From, Until = Filter.Until, Subject = Filter.Subject, Batch = Filter.Batch,
    }.Query();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        IsSetUp = await mail.IsSetUpAsync(cancellationToken);
        Trouble = await book.TroubleAsync(cancellationToken);
        Counts = await book.CountsAsync(cancellationToken);
        var page = await book.PageAsync(Filter, cancellationToken);
        var rows = new List<(MailRow, string?)>();
        foreach (var row in page.Take(MailBook.PageSize))
            rows.Add((row, row.Subject ?? (await book.WriteAsync(row, cancellationToken))?.Subject));
        Rows = rows;
        Next = page.Count > MailBook.PageSize ? Rows[^1].Mail.Id : null;
    }

    public Task<IActionResult> OnPostResendAllAsync(CancellationToken cancellationToken) => ChangeAllAsync(MailChange.Resend, cancellationToken);

    public Task<IActionResult> OnPostStopAllAsync(CancellationToken cancellationToken) => ChangeAllAsync(MailChange.Stop, cancellationToken);

    private async Task<IActionResult> ChangeAllAsync(string change, CancellationToken cancellationToken)
    {
        if (!CanManage) return Forbid();
        if (change == MailChange.Resend && !await mail.IsSetUpAsync(cancellationToken)) TempData.SayFailed(text["mail.not-set-up"]);
        else if (await actions.RunAllAsync(change, Filter, cancellationToken) is { } job) return LocalRedirect($"/jobs/{job}");
        else TempData.SayFailed(text["mail.none"]);
        return LocalRedirect("/mail" + Filter.Query());
    }
}
