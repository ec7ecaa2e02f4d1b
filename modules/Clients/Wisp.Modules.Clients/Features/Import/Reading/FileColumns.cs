namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>What a heading says of its column.</summary>
internal enum ColumnUse
{
    Read,
    NotOurs,
    OfErrorList,
    Unknown,
}

/// <summary>A column of the file and the field that it fills, if any.</summary>
internal sealed record FileColumn(string Heading, ImportField? Field)
{
    public ColumnUse Use => Field is not null ? ColumnUse.Read
        : Headings.IsNotOurs(Heading) ? ColumnUse.NotOurs
        : Headings.IsOfErrorList(Heading) ? ColumnUse.OfErrorList
        : ColumnUse.Unknown;
}

/// <summary>The file's columns, and where each field stands.</summary>
internal sealed class FileColumns
{
    public const int Most = 256;
    private static readonly int FieldCount = Enum.GetValues<ImportField>().Length;
    private readonly int[] _positions = new int[FieldCount];

    private FileColumns(FileColumn[] all)
    {
        All = all;
        Array.Fill(_positions, -1);
        for (var i = all.Length - 1; i >= 0; i--)
            if (all[i].Field is { } field) _positions[(int)field] = i;
    }

    public IReadOnlyList<FileColumn> All { get; }

    /// <param name="headings">The headings as they stand in the file.</param>
    /// <param name="fields">What a person chose for each of them; <c>null</c> lets the headings speak.</param>
    public static FileColumns Of(IReadOnlyList<string> headings, IReadOnlyList<ImportField?>? fields = null)
    {
        // Spreadsheets write separators for columns that nobody used.
        var count = headings.Count;
        while (count > 0 && string.IsNullOrWhiteSpace(headings[count - 1])) count--;
        return new([.. headings.Take(count).Select(h => h.Trim()).Select((heading, i) => new FileColumn(heading, fields is null ? Headings.Find(heading) : fields.ElementAtOrDefault(i)))]);
    }

    public FileColumns With(IReadOnlyList<ImportField?>? fields) => fields is null ? this : Of([.. All.Select(c => c.Heading)], fields);

    public bool Has(ImportField field) => _positions[(int)field] >= 0;

    /// <summary>The heading as it stands in the file.</summary>
    public string? Heading(ImportField field) => Has(field) ? All[_positions[(int)field]].Heading : null;

    /// <summary>The cell without surrounding blanks; <c>null</c> when empty or when the file has no such column.</summary>
    public string? Cell(string[] cells, ImportField field)
    {
        var position = _positions[(int)field];
        if (position < 0) return null;
        var cell = CellText.Clean(cells[position]);
        return cell.Length == 0 ? null : cell;
    }

    /// <summary>Whether a record has a cell for each heading; empty ones more at its end do no harm.</summary>
    public bool Fits(string[] cells) =>
        cells.Length >= All.Count && Array.TrueForAll(cells[All.Count..], string.IsNullOrWhiteSpace);

    /// <summary>Why the columns cannot be imported as they stand, or <c>null</c>.</summary>
    /// <param name="updates">Rows of known IDs change those clients, and then need no name.</param>
    public Refusal? Check(bool updates = false)
    {
        if (!All.Any(c => c.Field is not null)) return new("refusal.headings");
        for (var i = 0; i < All.Count; i++)
            if (TwinOf(i) is { } twin) return new("refusal.twice", All[twin].Heading, All[i].Heading);
        if (updates) return Has(ImportField.ClientId) ? null : new("refusal.id");
        if (Has(ImportField.Name) || Has(ImportField.FirstName)) return null;
        return new(Has(ImportField.ClientId) ? "refusal.name-or-update" : "refusal.name");
    }

    /// <summary>An earlier column that fills the same field.</summary>
    public int? TwinOf(int column) =>
        All[column].Field is { } field && _positions[(int)field] < column ? _positions[(int)field] : null;
}
