namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>Periods of a cycle: each starts on the cycle's day and ends the day before the next start (BIL-01).</summary>
internal static class Cycle
{
    /// <summary>The first start on a day or after it.</summary>
    /// <param name="day">The day.</param>
    /// <param name="cycleDay">From 1 to 28.</param>
    public static DateOnly StartFrom(DateOnly day, int cycleDay)
    {
        var here = new DateOnly(day.Year, day.Month, cycleDay);
        return here >= day ? here : here.AddMonths(1);
    }
}
