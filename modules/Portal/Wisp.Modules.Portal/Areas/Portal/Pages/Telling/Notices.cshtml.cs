using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Notices;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Telling;

/// <summary>What subscribers are told of, by which channels, and when not.</summary>
[RequirePermission(PortalPermissions.Settings)]
internal sealed class NoticesModel(NoticeWays ways, ISettings settings, IStringLocalizer<NoticeText> text) : TellingPage(text)
{
    private HashSet<string> _on = [];

    [BindProperty]
    public NoticeInput Input { get; set; } = new();

    public IReadOnlyList<INoticeKind> Kinds => ways.Kinds;

    public IReadOnlyList<INoticeChannel> Channels => ways.Channels;

    public bool IsOn(INoticeKind kind, INoticeChannel channel) => _on.Contains(NoticeSettings.Choice(kind, channel));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = await ways.SettingsAsync(cancellationToken);
        Input = new NoticeInput { QuietFrom = $"{now.QuietFrom:HH:mm}", QuietTo = $"{now.QuietTo:HH:mm}", DueDays = now.DueDays.ToString(CultureInfo.InvariantCulture) };
        _on = [.. All().Where(pair => now.IsOn(pair.Kind, pair.Channel)).Select(pair => NoticeSettings.Choice(pair.Kind, pair.Channel))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        _on = [.. Input.On];
        List<Problem> problems = [];
        var (from, to, days) = (Time(Input.QuietFrom), Time(Input.QuietTo), Typed.Number(Input.DueDays, 0, NoticeSettings.MostDueDays));
        if (!from.IsGood) problems.Add(new(nameof(Input.QuietFrom), "settings.time-wrong", Input.QuietFrom ?? ""));
        if (!to.IsGood) problems.Add(new(nameof(Input.QuietTo), "settings.time-wrong", Input.QuietTo ?? ""));
        if (from.IsGood && to.IsGood && from.At is null != to.At is null) problems.Add(new(nameof(Input.QuietTo), "settings.quiet-half"));
        if (days is null) problems.Add(new(nameof(Input.DueDays), "settings.days-wrong", Input.DueDays ?? "", NoticeSettings.MostDueDays));
        if (problems.Count > 0) return Refuse(problems);
        await settings.SetAsync(NoticeSettings.Key, new NoticeSettings(from.At, to.At, days!.Value)
        {
            // What is as its kind says is not written down: a better default reaches it.
            Chosen = All().Where(pair => _on.Contains(NoticeSettings.Choice(pair.Kind, pair.Channel)) != pair.Kind.Channels.Contains(pair.Channel.Key))
                .ToDictionary(pair => NoticeSettings.Choice(pair.Kind, pair.Channel), pair => _on.Contains(NoticeSettings.Choice(pair.Kind, pair.Channel))),
        }, cancellationToken);
        return Done("/subscribers/notices", "settings.saved");
    }

    private IEnumerable<(INoticeKind Kind, INoticeChannel Channel)> All() => ways.Kinds.SelectMany(kind => ways.Channels.Select(channel => (kind, channel)));

    private static (bool IsGood, TimeOnly? At) Time(string? typed)
    {
        if (Typed.Line(typed) is not { } line) return (true, null);
        return TimeOnly.TryParseExact(line, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? (true, at) : (false, null);
    }
}

public sealed class NoticeInput
{
    public string? QuietFrom { get; set; }

    public string? QuietTo { get; set; }

    public string? DueDays { get; set; }

    public List<string> On { get; set; } = [];
}
