using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>The typed settings as they are stored, and their bounds.</summary>
internal sealed class PeriodFields
{
    public const int LastCycleDay = 28;
    public const int MostOffset = 27;
    public const int MostPromises = 90;
    public const int MostOdd = 1000;
    public const int MostNoticeDays = 60;

    public static readonly IReadOnlyList<string> Modes = ["advance", "arrears"];

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public int CycleDay { get; private set; }

    public string Mode { get; private set; } = "advance";

    public int Offset { get; private set; }

    public int RunHour { get; private set; }

    public decimal MinimumDebt { get; private set; }

    public short[] NoCutWeekdays { get; private set; } = [];

    public DateOnly[] NoCutDays { get; private set; } = [];

    public int PromiseLimit { get; private set; }

    public int PromiseDays { get; private set; }

    public int OddPercent { get; private set; }

    public int NoticeDays { get; private set; }

    public static PeriodFields Read(PeriodInput input)
    {
        var fields = new PeriodFields();
        fields.CycleDay = fields.Number(nameof(input.CycleDay), input.CycleDay, 1, LastCycleDay);
        fields.Offset = fields.Signed(nameof(input.Offset), input.Offset, MostOffset);
        fields.RunHour = fields.Number(nameof(input.RunHour), input.RunHour, 0, 23);
        fields.PromiseLimit = fields.Number(nameof(input.PromiseLimit), input.PromiseLimit, 0, MostPromises);
        fields.PromiseDays = fields.Number(nameof(input.PromiseDays), input.PromiseDays, 1, MostPromises);
        fields.OddPercent = fields.Number(nameof(input.OddPercent), input.OddPercent, 1, MostOdd);
        fields.NoticeDays = fields.Number(nameof(input.NoticeDays), input.NoticeDays, 0, MostNoticeDays);
        if (input.Mode is { } mode && Modes.Contains(mode)) fields.Mode = mode;
        else fields.Wrong(nameof(input.Mode), "mode.missing");
        if (Typed.Money(input.MinimumDebt) is { } money) fields.MinimumDebt = money;
        else fields.Wrong(nameof(input.MinimumDebt), "minimum.invalid", input.MinimumDebt ?? "");
        fields.NoCutWeekdays = [.. input.NoCutWeekdays.Select(day => Typed.Number(day, 1, 7)).OfType<int>().Distinct().Order().Select(day => (short)day)];
        fields.ReadDays(input);
        return fields;
    }

    private void ReadDays(PeriodInput input)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var (line, place) in (Typed.Text(input.NoCutDays) ?? "").Split(['\n', ';']).Select((line, i) => (line.Trim(), i + 1)).Where(one => one.Item1.Length > 0))
        {
            if (Typed.Day(line) is { } day) days.Add(day);
            else Wrong(nameof(input.NoCutDays), "no-cut-days.invalid", place, line);
        }

        NoCutDays = [.. days];
    }

    // Days before are written with either minus.
    private int Signed(string field, string? typed, int most)
    {
        var text = (typed ?? "").Trim();
        var isBefore = text.StartsWith('-') || text.StartsWith('−');
        if (Typed.Number(isBefore ? text[1..] : text, 0, most) is { } days) return isBefore ? -days : days;
        Wrong(field, $"number.{field}", text, -most, most);
        return 0;
    }

    private int Number(string field, string? typed, int least, int most)
    {
        if (Typed.Number(typed, least, most) is { } number) return number;
        Wrong(field, $"number.{field}", typed ?? "", least, most);
        return least;
    }

    private void Wrong(string field, string key, params object[] arguments) => _problems.Add(new(field, key, arguments));
}
