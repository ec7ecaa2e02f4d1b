using System.Globalization;
using Npgsql;

namespace Wisp.Modules.Billing.Features.Periods;

/// <summary>What a person typed.</summary>
internal sealed class ProfileInput
{
    /// <summary>None of the one that holds for contracts without a profile.</summary>
    public string? Name { get; set; }

    public string? FirstDue { get; set; } = "10";

    public string? SecondDue { get; set; } = "20";

    public string? Alert { get; set; } = "0";

    public string? Cut { get; set; } = "0";

    public string? SurchargeKind { get; set; } = "none";

    public string? SurchargeValue { get; set; }

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }

    /// <summary>Columns that <see cref="Of"/> reads.</summary>
    public const string Columns = "name::text, first_due_days, second_due_days, alert_days, cut_days, surcharge_kind, surcharge_value, xmin";

    public static ProfileInput Of(NpgsqlDataReader row) => new()
    {
        Name = row.IsDBNull(0) ? null : row.GetString(0),
        FirstDue = Whole(row.GetInt16(1)),
        SecondDue = Whole(row.GetInt16(2)),
        Alert = Whole(row.GetInt16(3)),
        Cut = Whole(row.GetInt16(4)),
        SurchargeKind = row.GetString(5),
        SurchargeValue = row.GetString(5) == ProfileFields.NoSurcharge ? null : row.GetDecimal(6).ToString("0.00##", CultureInfo.CurrentCulture),
        Version = row.GetFieldValue<uint>(7),
    };

    private static string Whole(short days) => days.ToString(CultureInfo.InvariantCulture);
}
