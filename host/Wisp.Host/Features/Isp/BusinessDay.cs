using Wisp.Sdk;

namespace Wisp.Host.Features.Isp;

/// <summary>Days of the ISP as instants.</summary>
internal static class BusinessDay
{
    /// <summary>When a day begins in the ISP's time zone.</summary>
    public static async ValueTask<DateTime> StartOfAsync(this IIsp isp, DateOnly day, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks jump over midnight, the day begins after the jump.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }
}
