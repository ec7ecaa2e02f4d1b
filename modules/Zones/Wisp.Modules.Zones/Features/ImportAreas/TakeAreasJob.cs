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
        var how = step.Arguments<TakeAreas>();
        var chunk = await take.RunAsync(step.Transaction.Connection, how, step.Cursor<TakeCursor>() ?? TakeCursor.Start, cancellationToken);
        var cursor = chunk.Cursor;
        await step.AddErrorsAsync(chunk.Errors, cancellationToken);
        await step.ReportAsync(chunk.Counts, text["take.counts", cursor.Made, cursor.Changed, cursor.Same, cursor.Refused]);
        if (!chunk.IsLast) return StepResult.Continue(cursor);
        if (cursor.Change(how.Kind) is { } change && await use.FollowAsync(step.Transaction, change, cancellationToken) is null)
            throw new InvalidOperationException(text["use.failed"]);
        return StepResult.Done();
    }
}
