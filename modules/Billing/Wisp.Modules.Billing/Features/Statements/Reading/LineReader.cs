using System.Globalization;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>A line of a statement as it stands in the file, and what it says.</summary>
internal sealed record StatementLine(int Line, string State, string TypedDay, string TypedAmount)
{
    public DateOnly? Day { get; init; }

    public decimal? Amount { get; init; }

    public string? Reference { get; init; }

    public string? Description { get; init; }

    public string? Payer { get; init; }

    public string? TaxId { get; init; }

    public string? Problem { get; init; }

    public string? ProblemValue { get; init; }
}

/// <summary>Reads lines: what came in is a payment, what went out or is nothing is left out, what cannot be read is a problem of its line.</summary>
internal sealed class LineReader(TableColumns<StatementField> columns, AmountFormat amounts, DateFormat days, DateOnly today, bool needsReference)
{
    private const int LongestReference = 200;
    private const int LongestText = 1000;

    public StatementLine Read(int line, string[] cells, bool isMalformed)
    {
        if (isMalformed) return Refuse(new(line, "problem", "", ""), "quotes", null);
        if (!columns.Fits(cells)) return Refuse(new(line, "problem", "", ""), "ragged", cells.Length.ToString(CultureInfo.CurrentCulture));
        var (day, typed, amount) = (Cell(cells, StatementField.Date), TypedAmount(cells), Amount(cells));
        var read = new StatementLine(line, "read", Cut(day, 100) ?? "", Cut(typed, 100) ?? "")
        {
            Day = days.Read(day ?? ""),
            Amount = amount.Value,
            Reference = Cell(cells, StatementField.Reference),
            Description = Cut(Cell(cells, StatementField.Description), LongestText),
            Payer = Cut(Cell(cells, StatementField.Payer), LongestText),
            TaxId = Cut(Cell(cells, StatementField.TaxId), LongestText),
        };
        if (read.Reference?.Length > LongestReference) return Refuse(read with { Reference = Cut(read.Reference, LongestReference) }, "reference.long", read.Reference.Length.ToString(CultureInfo.CurrentCulture));
        if (amount.Problem is { } wrong) return Refuse(read, typed is null ? "amount.none" : wrong, typed);
        if (amount.Value <= 0) return read with { State = "out" };
        if (read.Day is null) return Refuse(read, day is null ? "day.none" : "day", day);
        if (read.Day > today) return Refuse(read, "future", day);
        if (amount.Value > Amounts.Largest) return Refuse(read, "large", typed);
        return needsReference && read.Reference is null ? Refuse(read, "reference", null) : read;
    }

    private static StatementLine Refuse(StatementLine read, string problem, string? value) => read with { State = "problem", Problem = problem, ProblemValue = Cut(value, 200) };

    // With a column for each way, the empty one or its zero says nothing.
    private ReadAmount Amount(string[] cells)
    {
        if (columns.Has(StatementField.Amount)) return Read(StatementField.Amount) ?? new(null, "amount");
        var (credit, debit) = (Read(StatementField.Credit), Read(StatementField.Debit));
        if (credit is null && debit is null) return new(null, "amount");
        if (credit?.Problem is not null || credit?.Value is not (null or 0)) return credit!;
        return debit?.Problem is not null ? debit : new(-Math.Abs(debit?.Value ?? 0));

        ReadAmount? Read(StatementField field) => columns.Cell(cells, field) is { } cell ? amounts.Read(cell) : null;
    }

    private string? TypedAmount(string[] cells) => columns.Has(StatementField.Amount)
        ? Cell(cells, StatementField.Amount)
        : Cell(cells, StatementField.Credit) ?? Cell(cells, StatementField.Debit);

    private string? Cell(string[] cells, StatementField field) => Typed.Line(columns.Cell(cells, field));

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : Typed.Line(text[..most]);
}
