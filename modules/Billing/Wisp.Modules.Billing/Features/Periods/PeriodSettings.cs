using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>Reads and saves when the ISP bills and what follows.</summary>
[Feature]
internal sealed class PeriodSettings(IDatabase<BillingDb> database)
{
    public async Task<PeriodInput> ReadAsync(CancellationToken cancellationToken)
    {
        var input = (await database.Source.Sql(
            """
            select cycle_start_day, billing_mode, issue_offset_days, run_hour, issue_by_itself, prorate, bill_system_disabled, apply_credit,
                   debt_per_client, overdue_is_enough, minimum_debt, no_cut_weekdays, no_cut_days, promise_limit, promise_longest_days, odd_percent, xmin,
                   notice_days, notice_on_alert, notice_on_cut
            from billing.settings
            """).ListAsync(Of, cancellationToken))[0];
        input.Due = (await database.Source.Sql($"select {ProfileInput.Columns} from billing.profile where name is null").ListAsync(ProfileInput.Of, cancellationToken))[0];
        return input;
    }

    public Task<short> CycleDayAsync(CancellationToken cancellationToken) =>
        database.Source.Sql("select cycle_start_day from billing.settings").ValueAsync<short>(cancellationToken);

    /// <returns>What is wrong; empty when it was saved.</returns>
    public async Task<IReadOnlyList<Problem>> SaveAsync(PeriodInput input, CancellationToken cancellationToken)
    {
        var (fields, due) = (PeriodFields.Read(input), ProfileFields.Read(input.Due));
        List<Problem> problems = [.. fields.Problems, .. due.Problems.Select(problem => problem with { Field = $"Due.{problem.Field}" })];
        if (problems.Count > 0) return problems;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var saved = await UpdateAsync(transaction.Connection, input, fields, cancellationToken) > 0
            && await due.UpdateAsync(transaction.Connection, "name is null", input.Due.Version, null, cancellationToken) > 0;
        if (!saved) return [Problem.Stale];
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private static Task<int> UpdateAsync(NpgsqlConnection connection, PeriodInput input, PeriodFields fields, CancellationToken cancellationToken) => connection.Sql(
        """
        update billing.settings
        set cycle_start_day = $1, billing_mode = $2, issue_offset_days = $3, run_hour = $4, issue_by_itself = $5, prorate = $6, bill_system_disabled = $7,
            apply_credit = $8, debt_per_client = $9, overdue_is_enough = $10, minimum_debt = $11, no_cut_weekdays = $12, no_cut_days = $13,
            promise_limit = $14, promise_longest_days = $15, odd_percent = $16,
            notice_days = $18, notice_on_alert = $19, notice_on_cut = $20
        where xmin = $17
        """,
        (short)fields.CycleDay, fields.Mode, (short)fields.Offset, (short)fields.RunHour, input.ByItself, input.Prorate, input.BillSystemDisabled,
        input.ApplyCredit, input.DebtPerClient, input.OverdueIsEnough, fields.MinimumDebt, fields.NoCutWeekdays, fields.NoCutDays,
        (short)fields.PromiseLimit, (short)fields.PromiseDays, (short)fields.OddPercent, input.Version.As(NpgsqlDbType.Xid), (short)fields.NoticeDays,
        input.NoticeOnAlert, input.NoticeOnCut).RunAsync(cancellationToken);

    private static PeriodInput Of(NpgsqlDataReader row) => new()
    {
        CycleDay = Whole(row, 0),
        Mode = row.GetString(1),
        Offset = Whole(row, 2),
        RunHour = Whole(row, 3),
        ByItself = row.GetBoolean(4),
        Prorate = row.GetBoolean(5),
        BillSystemDisabled = row.GetBoolean(6),
        ApplyCredit = row.GetBoolean(7),
        DebtPerClient = row.GetBoolean(8),
        OverdueIsEnough = row.GetBoolean(9),
        MinimumDebt = row.GetDecimal(10).ToString("0.00", CultureInfo.CurrentCulture),
        NoCutWeekdays = [.. row.GetFieldValue<short[]>(11).Select(day => day.ToString(CultureInfo.InvariantCulture))],
        NoCutDays = string.Join('\n', row.GetFieldValue<DateOnly[]>(12).Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        PromiseLimit = Whole(row, 13),
        PromiseDays = Whole(row, 14),
        OddPercent = Whole(row, 15),
        Version = row.GetFieldValue<uint>(16),
        NoticeDays = Whole(row, 17),
        NoticeOnAlert = row.GetBoolean(18),
        NoticeOnCut = row.GetBoolean(19),
    };

    private static string Whole(NpgsqlDataReader row, int ordinal) => row.GetInt16(ordinal).ToString(CultureInfo.InvariantCulture);
}
