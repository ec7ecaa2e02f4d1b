using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.ImportAreas.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <param name="Import">The import.</param>
/// <param name="FileId">Its file.</param>
internal sealed record ReadAreas(Guid Import, Guid FileId);

/// <summary>Reads a file of areas and checks each, for a person to look through. One step: it writes nothing that is not thrown away with it.</summary>
internal sealed class ReadAreasJob(IFileStore files, IStringLocalizer<ZonesText> text) : IJob
{
    public const string Key = "zones.read-areas";
    private const int Together = 100;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (import, fileId) = step.Arguments<ReadAreas>();
        if (await files.FindAsync(fileId, cancellationToken) is null) return await RefuseAsync(step, import, text["file.gone"], cancellationToken);
        try
        {
            var file = await AreaFile.OpenAsync(() => files.OpenRead(fileId), cancellationToken);
            var count = await KeepAsync(step, import, file, cancellationToken);
            if (count == 0) throw new AreaFileException("file.no-shapes");
            await step.Transaction.Connection.Sql(
                "update zones.area_import set state = $2, encoding = $3 where id = $1", import, AreaImport.Ready, file.Encoding.As(NpgsqlDbType.Text)).RunAsync(cancellationToken);
            return StepResult.Done();
        }
        catch (AreaFileException refused)
        {
            return await RefuseAsync(step, import, text[refused.Key, refused.Arguments], cancellationToken);
        }
    }

    private static async Task<int> KeepAsync(JobStep step, Guid import, AreaFile file, CancellationToken cancellationToken)
    {
        var waiting = new List<(ReadShape, AreaCheck)>();
        var (count, faulty) = (0, 0);
        await foreach (var shape in file.Shapes.WithCancellation(cancellationToken))
        {
            if (++count > AreaFile.MostShapes) throw new AreaFileException("file.shapes", AreaFile.MostShapes);
            var check = AreaFile.Check(shape);
            if (check.Fault is not null) faulty++;
            waiting.Add((shape, check));
            if (waiting.Count < Together) continue;
            await FlushAsync();
        }

        await FlushAsync();
        return count;

        async Task FlushAsync()
        {
            await AreaImports.SaveAsync(step.Transaction.Connection, import, waiting, cancellationToken);
            waiting.Clear();
            await step.ReportAsync(new JobCounts(count, null, 0, faulty));
        }
    }

    private static async Task<StepResult> RefuseAsync(JobStep step, Guid import, string reason, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("delete from zones.area_import_item where import_id = $1", import).RunAsync(cancellationToken);
        await step.Transaction.Connection.Sql(
            "update zones.area_import set state = $2, refusal = $3 where id = $1", import, AreaImport.Refused, reason).RunAsync(cancellationToken);
        return StepResult.Fail(reason);
    }
}
