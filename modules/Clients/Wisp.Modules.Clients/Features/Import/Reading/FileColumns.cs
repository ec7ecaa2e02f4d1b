namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>How one column of the file is used.</summary>
internal enum ColumnUse
{
    Read,
    NotOurs,
    Unknown,
}

internal sealed record FileColumn(string Heading, ColumnUse Use, ImportField? Field);

/// <summary>The file's columns, and where each field stands.</summary>
internal sealed class FileColumns
{
    private static readonly int FieldCount = Enum.GetValues<ImportField>().Length;
    private readonly int[] _positions = new int[FieldCount];

    private FileColumns(FileColumn[] all)
    {
        All = all;
        Array.Fill(_positions, -1);
        for (var i = 0; i < all.Length; i++)
            if (all[i].Field is { } field) _positions[(int)field] = i;
    }

    public IReadOnlyList<FileColumn> All { get; }

    public static FileColumns Of(IEnumerable<string> headings) => new([.. headings.Select(Column)]);

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

    public Refusal? Check()
    {
        var read = All.Where(c => c.Field is not null).ToList();
        if (read.Count == 0) return new("refusal.headings");
        if (read.GroupBy(c => c.Field).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new("refusal.twice", twice.First().Heading, twice.Last().Heading);
        return Has(ImportField.Name) || Has(ImportField.FirstName) ? null : new("refusal.name");
    }

    private static FileColumn Column(string heading)
    {
        var text = heading.Trim();
        var field = Headings.Find(text);
        return new(text, field is not null ? ColumnUse.Read : Headings.IsNotOurs(text) ? ColumnUse.NotOurs : ColumnUse.Unknown, field);
    }
}
