using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>A record of the file on its way to becoming a client, or to changing one.</summary>
internal sealed class ImportRow(int line, string[] cells)
{
    public int Line { get; } = line;

    public string[] Cells { get; } = cells;

    /// <summary>What it names as its client's ID, when such clients are to be changed: the rules wait until that client is known.</summary>
    public string? AwaitedId { get; set; }

    /// <summary>The client that it changes; <c>null</c> of one that is to be made.</summary>
    public KnownClient? Stored { get; set; }

    /// <summary>What was read; <c>null</c> when the rules refuse it. Of a row that changes a client, all that it will be.</summary>
    public ClientValues? Values { get; set; }

    public RowPlaces Places { get; set; } = RowPlaces.None;

    public List<RowError> Errors { get; } = [];

    /// <summary>What its client is worth a look for, if it is taken.</summary>
    public List<RowError> Warnings { get; } = [];

    public Guid NewId { get; } = Guid.CreateVersion7();

    /// <summary>Whether it makes or changes a client.</summary>
    public bool IsWritten { get; set; }

    public bool IsGood => Errors.Count == 0 && Values is not null;

    /// <summary>Whether nothing but the line tells it from other rows.</summary>
    public bool HasNoKey => Values is { CustomId: null, DocumentKey: null, EmailKey: null };
}
