using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>
/// Where an import has changed borders so far. It outlives the job: one that broke off left borders behind whose clients nobody has moved,
/// and to the job that goes on they are no change any more.
/// </summary>
internal sealed class ImportTouched(NpgsqlConnection connection, Guid import, Envelope box)
{
    public Envelope Box => box;

    /// <returns><c>null</c> when another job has the import meanwhile.</returns>
    public static async Task<ImportTouched?> OfAsync(NpgsqlConnection connection, Guid import, Guid job, CancellationToken cancellationToken) =>
        (await connection.Sql("select touched from zones.area_import where id = $1 and job_id = $2 for update", import, job)
            .ListAsync(row => row.IsDBNull(0) ? new Envelope() : row.GetFieldValue<Geometry>(0).EnvelopeInternal, cancellationToken)) is [var box]
            ? new ImportTouched(connection, import, box) : null;

    public Task KeepAsync(TakeCursor cursor, CancellationToken cancellationToken) => cursor.Box is [var west, var south, var east, var north]
        ? connection.Sql(
            "update zones.area_import set touched = ext.st_makeenvelope($2, $3, $4, $5, 4326) where id = $1", import,
            west.As(NpgsqlDbType.Double), south.As(NpgsqlDbType.Double), east.As(NpgsqlDbType.Double), north.As(NpgsqlDbType.Double)).RunAsync(cancellationToken)
        : Task.CompletedTask;
}
