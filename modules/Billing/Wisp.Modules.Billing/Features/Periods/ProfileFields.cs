using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>Due dates and what follows, as stored, and the rules that need no database.</summary>
internal sealed class ProfileFields
{
    public const int MostDays = 365;
    public const string NoSurcharge = "none";

    public static readonly IReadOnlyList<string> SurchargeKinds = [NoSurcharge, "percent", "amount"];

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public int FirstDue { get; private set; }

    public int SecondDue { get; private set; }

    public int Alert { get; private set; }

    public int Cut { get; private set; }

    public string SurchargeKind { get; private set; } = NoSurcharge;

    public decimal SurchargeValue { get; private set; }

    public static ProfileFields Read(ProfileInput input)
    {
        var fields = new ProfileFields();
        fields.FirstDue = fields.Days(nameof(input.FirstDue), input.FirstDue);
        fields.SecondDue = fields.Days(nameof(input.SecondDue), input.SecondDue);
        fields.Alert = fields.Days(nameof(input.Alert), input.Alert);
        fields.Cut = fields.Days(nameof(input.Cut), input.Cut);
        if (fields._problems.Count == 0 && fields.SecondDue < fields.FirstDue)
            fields._problems.Add(new(nameof(input.SecondDue), "second-due.before", fields.SecondDue, fields.FirstDue));
        fields.ReadSurcharge(input);
        return fields;
    }

    /// <summary>Updates a profile of a version; its id or <c>name is null</c> is the condition.</summary>
    public Task<int> UpdateAsync(NpgsqlConnection connection, string condition, uint version, string? name, CancellationToken cancellationToken, params object[] values) =>
        connection.Sql(
            $"""
            update billing.profile
            set name = $1, first_due_days = $2, second_due_days = $3, alert_days = $4, cut_days = $5, surcharge_kind = $6, surcharge_value = $7
            where xmin = $8 and {condition}
            """, [.. Values(name), version.As(NpgsqlDbType.Xid), .. values]).RunAsync(cancellationToken);

    public Task<int> InsertAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) => connection.Sql(
        """
        insert into billing.profile (name, first_due_days, second_due_days, alert_days, cut_days, surcharge_kind, surcharge_value)
        values ($1, $2, $3, $4, $5, $6, $7)
        """, Values(name)).RunAsync(cancellationToken);

    private object?[] Values(string? name) =>
        [name.As(NpgsqlDbType.Text), (short)FirstDue, (short)SecondDue, (short)Alert, (short)Cut, SurchargeKind, SurchargeValue];

    private void ReadSurcharge(ProfileInput input)
    {
        if (input.SurchargeKind is not { } kind || !SurchargeKinds.Contains(kind))
        {
            _problems.Add(new(nameof(input.SurchargeKind), "surcharge-kind.missing"));
            return;
        }

        SurchargeKind = kind;
        if (kind == NoSurcharge) return;
        var value = kind == "percent" ? TypedRate.Read(input.SurchargeValue) : Typed.Money(input.SurchargeValue);
        if (value is > 0 and < 100_000_000_000_000) SurchargeValue = value.Value;
        else _problems.Add(new(nameof(input.SurchargeValue), $"surcharge.{kind}.invalid", input.SurchargeValue ?? ""));
    }

    private int Days(string field, string? typed)
    {
        if (Typed.Number(typed, 0, MostDays) is { } days) return days;
        _problems.Add(new(field, $"days.{field}", typed ?? "", MostDays));
        return 0;
    }
}
