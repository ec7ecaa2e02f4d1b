namespace Wisp.Modules.Billing.Features.Periods;

/// <param name="UsedDays">Days of the period that are billed, of <paramref name="Days"/>.</param>
internal sealed record SamplePeriod(DateOnly From, DateOnly To, int UsedDays, int Days, DateOnly Issued, DateOnly FirstDue, DateOnly SecondDue, DateOnly Alert, DateOnly Cut);

/// <summary>What the settings mean for a service that begins ten days after a cycle: its first two invoices.</summary>
internal sealed record SampleCalendar(int CycleDay, DateOnly Start, IReadOnlyList<SamplePeriod> Periods)
{
    private const int Later = 10;

    /// <returns><c>null</c> while the settings are wrong.</returns>
    public static SampleCalendar? Of(PeriodInput input, DateOnly today)
    {
        var (fields, due) = (PeriodFields.Read(input), ProfileFields.Read(input.Due));
        if (fields.Problems.Count + due.Problems.Count > 0) return null;
        var cycle = Cycle.StartFrom(today, fields.CycleDay);
        var start = cycle.AddDays(Later);
        return new SampleCalendar(fields.CycleDay, start, [Period(start, cycle), Period(cycle.AddMonths(1), cycle.AddMonths(1))]);

        SamplePeriod Period(DateOnly from, DateOnly grid)
        {
            var to = grid.AddMonths(1).AddDays(-1);
            var issued = (fields.Mode == "advance" ? from : to.AddDays(1)).AddDays(fields.Offset);
            var days = to.DayNumber - grid.DayNumber + 1;
            var (first, second) = (issued.AddDays(due.FirstDue), issued.AddDays(due.SecondDue));
            return new SamplePeriod(
                from, to, input.Prorate ? to.DayNumber - from.DayNumber + 1 : days, days, issued, first, second, first.AddDays(due.Alert + 1), second.AddDays(due.Cut + 1));
        }
    }
}
