using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

/// <summary>What the job <c>network.import-contracts</c> is asked to do; stored as JSON.</summary>
internal sealed record ImportArguments(Guid FileId, TableFormat Format, bool DryRun)
{
    /// <summary>The field that each column fills, by name, <c>null</c> for none; all <c>null</c> lets the headings speak.</summary>
    public IReadOnlyList<string?>? Fields { get; init; }

    public TableColumns<ImportField> Columns(IReadOnlyList<string> headings)
    {
        var told = ContractColumns.Of(headings);
        return Fields is null ? told : told.With(Fields);
    }
}

/// <summary>Where it stands: rows of the file that are behind it, and what became of them.</summary>
internal sealed record ImportCursor(int Records, int Total, long Created, long Updated, long Unchanged, long Errors)
{
    /// <summary>The last row is behind it; what is left is to remove a file with passwords.</summary>
    public bool IsThrough { get; init; }
}
