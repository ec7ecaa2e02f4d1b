using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Makes places of the shapes that were read, and gives known ones of the same name their border.</summary>
internal sealed class TakeAreasJob(TakeChunk take, PlaceUse use, IStringLocalizer<ZonesText> text) : IJob
{
    public const string Key = "zones.take-areas";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (how, connection) = (step.Arguments<TakeAreas>(), step.Transaction.Connection);
        if (await ImportTouched.OfAsync(connection, how.Import, step.JobId, cancellationToken) is not { } touched) return StepResult.Fail(text["take.begun"]);
        var chunk = await take.RunAsync(connection, how, step.Cursor<TakeCursor>() ?? TakeCursor.Start.With(touched.Box), cancellationToken);
        var cursor = chunk.Cursor;
        await touched.KeepAsync(cursor, cancellationToken);
        await step.AddErrorsAsync(chunk.Errors, cancellationToken);
        await step.ReportAsync(chunk.Counts, text["take.counts", cursor.Made, cursor.Changed, cursor.Same, cursor.Refused]);
        if (!chunk.IsLast) return StepResult.Continue(cursor);
        if (cursor.Change(how.Kind) is { } change && await use.FollowAsync(step.Transaction, change, cancellationToken) is null)
            throw new InvalidOperationException(text["use.failed"]);
        return StepResult.Done();
    }
}
