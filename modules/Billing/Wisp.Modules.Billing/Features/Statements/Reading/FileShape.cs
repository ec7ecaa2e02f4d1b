using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>Looks at a whole file: how many rows it has, and how it writes amounts and days where nobody said so.</summary>
internal sealed class FileShape(TableColumns<StatementField> columns)
{
    private static readonly StatementField[] Money = [StatementField.Amount, StatementField.Credit, StatementField.Debit];

    private readonly HashSet<char> _amounts = [];
    private readonly HashSet<bool> _days = [];
    private (int Line, string Cell)? _open;

    public void Look(int line, string[] cells)
    {
        if (!columns.Fits(cells)) return;
        foreach (var field in Money)
        {
            if (columns.Cell(cells, field) is not { } cell || AmountFormat.Tell(cell) is not { } told) continue;
            if (told == '?') _open ??= (line, cell);
            else _amounts.Add(told);
        }

        if (columns.Cell(cells, StatementField.Date) is { } day && DateFormat.Tell(day) is { } first) _days.Add(first);
    }

    /// <summary>The format, or why a person must choose it.</summary>
    public (AmountFormat? Format, Problem? Problem) Amounts(string chosen) =>
        AmountFormat.Named(chosen) is { } named ? (named, null)
        : _amounts.Count > 1 ? (null, new("Amounts", "amounts.mixed"))
        : _amounts.Count == 1 ? (new AmountFormat(_amounts.Single()), null)
        : _open is var (line, cell) ? (null, new("Amounts", "amounts.open", line, cell))
        : (new AmountFormat(','), null);

    /// <summary>The day first unless the file says that the month is.</summary>
    public DateFormat Days(string chosen) => DateFormat.Named(chosen) ?? new DateFormat(_days.SetEquals([true]));
}
