using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>A cell as its reader sees it on the screen: a document is never 2.0123456E7.</summary>
internal static partial class SheetCell
{
    // Above this a number is no decimal any more.
    private const double Largest = 1e28;

    /// <param name="value">What the cell holds.</param>
    /// <param name="format">How it shows a number; <c>null</c> as it is.</param>
    public static string Text(object? value, string? format) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "Sí" : "No",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("dd'/'MM'/'yyyy HH':'mm", CultureInfo.InvariantCulture),
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours:00}:{Math.Abs(span.Minutes):00}"),
        IConvertible number => Number(number.ToDouble(CultureInfo.InvariantCulture), format),
        var other => other.ToString() ?? "",
    };

    private static string Number(double number, string? format)
    {
        if (double.IsInteger(number) && Math.Abs(number) < 1e15 && format is not null && Padded().IsMatch(format))
            return ((long)number).ToString(format, CultureInfo.InvariantCulture);

        // A decimal takes the fifteen digits that a spreadsheet shows, and writes no exponent.
        return Math.Abs(number) < Largest
            ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Formats that show zeros on the left: 00000000, 0000-0000.</summary>
    [GeneratedRegex(@"^(?:\\.|[0() -])*0(?:\\.|[0() -])*$")]
    private static partial Regex Padded();
}
