namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>What a person typed: what holds for the whole ISP, with the due dates of contracts without a profile.</summary>
internal sealed class PeriodInput
{
    public string? CycleDay { get; set; }

    public string? Mode { get; set; }

    public string? Offset { get; set; }

    public string? RunHour { get; set; }

    public bool ByItself { get; set; }

    public bool Prorate { get; set; }

    public bool BillSystemDisabled { get; set; }

    public bool ApplyCredit { get; set; }

    public bool DebtPerClient { get; set; }

    public bool OverdueIsEnough { get; set; }

    public string? MinimumDebt { get; set; }

    /// <summary>ISO days of the week, 1 is Monday.</summary>
    public string[] NoCutWeekdays { get; set; } = [];

    /// <summary>Days, one a line.</summary>
    public string? NoCutDays { get; set; }

    public string? PromiseLimit { get; set; }

    public string? PromiseDays { get; set; }

    public string? OddPercent { get; set; }

    public string? NoticeDays { get; set; }

    public bool NoticeOnAlert { get; set; }

    public bool NoticeOnCut { get; set; }

    public ProfileInput Due { get; set; } = new();

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}
