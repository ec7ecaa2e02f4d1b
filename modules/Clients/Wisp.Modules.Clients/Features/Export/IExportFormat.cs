using System.IO.Pipelines;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>A kind of file.</summary>
internal interface IExportFormat
{
    /// <summary>Its key, and the ending of its files.</summary>
    string Key { get; }

    string ContentType { get; }

    /// <summary>What the statement reads of each client, as <see cref="WriteAsync"/> wants it.</summary>
    string Projection(IReadOnlyList<ExportColumn> columns, ExportWriting writing, ClientFilter parameters);

    /// <summary>Writes the file, row by row, holding no more than a few rows.</summary>
    Task WriteAsync(PipeWriter target, IReadOnlyList<ExportColumn> columns, ExportRows rows, CancellationToken cancellationToken);
}
