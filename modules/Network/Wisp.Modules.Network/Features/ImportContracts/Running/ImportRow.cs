using Wisp.Modules.Network.Features.SaveContract;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>A row of the file on its way to becoming a contract, or to changing one.</summary>
internal sealed class ImportRow(int line, string[] cells, bool isMalformed)
{
    public int Line { get; } = line;

    public string[] Cells { get; } = cells;

    public bool IsMalformed { get; } = isMalformed;

    /// <summary>Whether it has a cell for each heading.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether it names the contract that it changes.</summary>
    public bool IsChange { get; set; }

    /// <summary>The contract that it changes, or that an earlier import of it made.</summary>
    public KnownContract? Stored { get; set; }

    public KnownClient? Client { get; set; }

    /// <summary>The contract's form as the row fills it.</summary>
    public ContractInput Input { get; set; } = new();

    /// <summary>The form's fields as they are stored.</summary>
    public RowValues? Values { get; set; }

    public List<RowError> Errors { get; } = [];

    public Guid NewId { get; } = Guid.CreateVersion7();

    public bool IsGood => Errors.Count == 0;
}
