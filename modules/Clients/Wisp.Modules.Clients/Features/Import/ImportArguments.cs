using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>What the job <c>clients.import</c> is asked to do; stored as JSON. One that an older version asked for names no format: it is guessed.</summary>
internal sealed record ImportArguments(Guid FileId, TableFormat? Format, bool DryRun, bool CreatePlaces)
{
    /// <summary>The field that each column fills, by name, <c>null</c> for none; all <c>null</c> lets the headings speak.</summary>
    public IReadOnlyList<string?>? Fields { get; init; }

    /// <summary>Whether rows whose ID is known change those clients.</summary>
    public bool Updates { get; init; }

    /// <summary>Whether an empty cell then empties the field; else it leaves it as it is.</summary>
    public bool Clears { get; init; }

    /// <summary>Whether who asked may rename clients whose name was given out (REN-02).</summary>
    public bool Renames { get; init; }

    /// <summary>When it was asked for: what people saved later is not overwritten.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public TableColumns<ImportField> Columns(IReadOnlyList<string> headings)
    {
        var told = ClientColumns.Of(headings);
        return Fields is null ? told : told.With(Fields);
    }
}

/// <summary>Where it stands: records of the file that are behind it, and what became of them.</summary>
internal sealed record ImportCursor(int Records, int Total, long Created, long Updated, long Unchanged, long Errors, long Warnings);
