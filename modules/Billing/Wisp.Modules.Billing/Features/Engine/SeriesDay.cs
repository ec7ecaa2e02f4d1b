namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// The day of a series' next number: today, or the day of the number before where that is later by a few days, because the clock was set back.
/// A day further ahead was itself a wrong clock's, and is not followed.
/// </summary>
internal static class SeriesDay
{
    /// <summary>For <c>on conflict … do update</c> of <c>billing.number_series as s</c>.</summary>
    public const string Next = "case when s.last_on between excluded.last_on and excluded.last_on + 10 then s.last_on else excluded.last_on end";
}
