using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Statements;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <param name="IsOfMany">Of several statements.</param>
internal sealed record LineTable(IReadOnlyList<LineView> Rows, bool IsOfMany);

/// <summary>Lines in words.</summary>
internal static class LineWords
{
    public static string Day(this LineView line) => line.Day?.ToString("d", CultureInfo.CurrentCulture) ?? line.TypedDay;

    public static string Money(this LineView line) => line.Amount?.ToString("N2", CultureInfo.CurrentCulture) ?? line.TypedAmount;

    /// <summary>Why a line is where it is, or an empty text.</summary>
    public static string Why(this LineView line, IStringLocalizer<StatementText> text) =>
        line.Reason is { } reason ? reason
        : line.Problem is { } problem ? text[$"why.{problem}", line.ProblemValue ?? "", line.Line, line.Rule is { } rule ? text[$"rule.{rule}"].Value : ""]
        : line.Rule is { } matched ? text[$"rule.{matched}"]
        : "";
}
