namespace Wisp.Sdk;

/// <summary>A column of a file.</summary>
/// <typeparam name="TField">What a column can fill.</typeparam>
/// <param name="Heading">Its heading as it stands in the file.</param>
/// <param name="Field">The field that it fills, or <c>null</c>.</param>
public sealed record TableColumn<TField>(string Heading, TField? Field)
    where TField : struct, Enum;

/// <summary>A file's columns, and where each field stands.</summary>
/// <typeparam name="TField">What a column can fill.</typeparam>
public sealed class TableColumns<TField>
    where TField : struct, Enum
{
    private readonly Dictionary<TField, int> _positions = [];

    /// <summary>The columns as their headings say.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="find">The field that a heading names, or <c>null</c>.</param>
    public TableColumns(IEnumerable<string> headings, Func<string, TField?> find)
        : this([.. headings.Select(heading => new TableColumn<TField>(heading, find(heading)))])
    {
    }

    private TableColumns(TableColumn<TField>[] all)
    {
        All = all;
        for (var i = 0; i < all.Length; i++)
            if (all[i].Field is { } field) _positions.TryAdd(field, i);
    }

    /// <summary>The columns in the file's order.</summary>
    public IReadOnlyList<TableColumn<TField>> All { get; }

    /// <summary>The name of the field that each column fills, <c>null</c> for none: as pages send it and jobs keep it.</summary>
    public IReadOnlyList<string?> FieldNames => [.. All.Select(c => c.Field?.ToString())];

    /// <summary>The columns as a person chose them.</summary>
    /// <param name="fieldNames">What each column fills, as <see cref="FieldNames"/>; what is missing or names no field fills none.</param>
    /// <returns>The same columns with those fields.</returns>
    public TableColumns<TField> With(IReadOnlyList<string?> fieldNames) => new([.. All.Select((c, i) => c with { Field = Field(fieldNames.ElementAtOrDefault(i)) })]);

    /// <summary>Whether a column fills the field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>Whether one does.</returns>
    public bool Has(TField field) => _positions.ContainsKey(field);

    /// <summary>The heading of the column that fills a field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The heading as it stands in the file, or <c>null</c>.</returns>
    public string? Heading(TField field) => _positions.TryGetValue(field, out var position) ? All[position].Heading : null;

    /// <summary>A row's cell of a field, without blanks around it and without an export's apostrophe (<see cref="FormulaText"/>).</summary>
    /// <param name="cells">The row; it must fit.</param>
    /// <param name="field">The field.</param>
    /// <returns>The cell; <c>null</c> when it is empty or the file has no such column.</returns>
    public string? Cell(IReadOnlyList<string> cells, TField field)
    {
        if (!_positions.TryGetValue(field, out var position)) return null;
        var cell = FormulaText.Plain(cells[position]).Trim();
        return cell.Length == 0 ? null : cell;
    }

    /// <summary>Whether a row has a cell for each heading; empty ones more at its end do no harm.</summary>
    /// <param name="cells">The row.</param>
    /// <returns>Whether it fits.</returns>
    public bool Fits(IReadOnlyList<string> cells) => cells.Count >= All.Count && cells.Skip(All.Count).All(string.IsNullOrWhiteSpace);

    /// <summary>An earlier column that fills the same field.</summary>
    /// <param name="column">Place of a column.</param>
    /// <returns>Place of the earlier one, or <c>null</c>.</returns>
    public int? TwinOf(int column) => All[column].Field is { } field && _positions[field] < column ? _positions[field] : null;

    private static TField? Field(string? name) =>
        Enum.TryParse<TField>(name, out var field) && Enum.IsDefined(field) && name == field.ToString() ? field : null;
}
