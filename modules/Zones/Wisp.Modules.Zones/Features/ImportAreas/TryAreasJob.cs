using System.Text.Json;
using NpgsqlTypes;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>
/// Says who would move if a file were taken: by taking it and going back, so that what is said is what happens. One step, for it must
/// see its own changes; its trace is the answer alone.
/// </summary>
internal sealed class TryAreasJob(TakeChunk take, PlaceUse use) : IJob
{
    public const string Key = "zones.try-areas";
    private const int MostMoves = 50;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (how, connection) = (step.Arguments<TakeAreas>(), step.Transaction.Connection);
        await connection.Sql("savepoint trial").RunAsync(cancellationToken);
        var cursor = TakeCursor.Start;
        for (var isLast = false; !isLast;)
        {
            var chunk = await take.RunAsync(connection, how, cursor, cancellationToken);
            (cursor, isLast) = (chunk.Cursor, chunk.IsLast);
            await step.ReportAsync(chunk.Counts);
        }

        IReadOnlyList<NamedMove> moves = cursor.Change(how.Kind) is { } change
            ? await new TouchedBorders(connection, PlaceShape.Of(how.Kind)).NamedAsync(await use.PreviewAsync(step.Transaction, change, cancellationToken), cancellationToken)
            : [];
        await connection.Sql("rollback to savepoint trial").RunAsync(cancellationToken);

        var trial = new AreaTrial(how, cursor.Made, cursor.Changed, cursor.Same, cursor.Refused, [.. moves.Take(MostMoves)], moves.Sum(move => move.Count));
        // Whoever began another job meanwhile wants that one's answer.
        await connection.Sql(
            "update zones.area_import set trial = $2 where id = $1 and job_id = $3",
            how.Import, JsonSerializer.Serialize(trial, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb), step.JobId).RunAsync(cancellationToken);
        return StepResult.Done();
    }
}
