using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>How the ISP tells its subscribers.</summary>
/// <param name="QuietFrom">When the quiet hours begin, in the ISP's zone; <c>null</c> with <paramref name="QuietTo"/>: there are none.</param>
/// <param name="QuietTo">When they end.</param>
/// <param name="DueDays">How many days before its due date an invoice is called to mind; 0: on the day.</param>
internal sealed record NoticeSettings(TimeOnly? QuietFrom, TimeOnly? QuietTo, int DueDays)
{
    public const string Key = "portal.notices";
    public const int MostDueDays = 15;

    public static NoticeSettings Default { get; } = new(new TimeOnly(22, 0), new TimeOnly(8, 0), 3);

    /// <summary>What was chosen, by <c>kind|channel</c>; what is missing is as the kind says.</summary>
    public IReadOnlyDictionary<string, bool> Chosen { get; init; } = new Dictionary<string, bool>();

    public bool IsOn(INoticeKind kind, INoticeChannel channel) => Chosen.TryGetValue(Choice(kind, channel), out var on) ? on : kind.Channels.Contains(channel.Key);

    public static string Choice(INoticeKind kind, INoticeChannel channel) => $"{kind.Key}|{channel.Key}";

    /// <summary>When what is ready now may leave.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (QuietFrom is not { } from || QuietTo is not { } to || from == to) return now;
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (!TimeOnly.FromDateTime(local).IsBetween(from, to)) return now;
        var end = local.Date + to.ToTimeSpan();
        if (end <= local) end = end.AddDays(1);
        // An hour that the zone leaps over ends with the leap.
        if (zone.IsInvalidTime(end)) end = end.AddHours(1);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
