using System.Diagnostics;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Export.Mailing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Makes the file in one step, since it shows one moment; a worker that dies begins it anew.</summary>
internal sealed class ExportClientsJob(
    PlanExport planning, SaveExport save, MailExport mail, IEnumerable<IExportFormat> formats, ICurrentOperator current, IJobs jobs, IIsp isp, TimeProvider clock,
    IStringLocalizer<ExportText> text) : IJob
{
    public const string Key = "clients.export";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var asked = step.Arguments<ExportArguments>();
        var format = formats.Single(format => format.Key == asked.Format);
        try
        {
            var plan = await planning.RunAsync(asked, cancellationToken);
            var made = clock.GetUtcNow();
            var name = FormattableString.Invariant($"{text["file"].Value}-{await isp.LocalAsync(made, cancellationToken):yyyy-MM-dd-HHmm}.{format.Key}");
            var (file, count) = await save.RunAsync(
                plan, format, new NewFile(name, format.ContentType, made + Kept, current.Id), Progress(step, cancellationToken), cancellationToken);
            await RecordAsync(step, asked, file, count, made, cancellationToken);
            await step.SetResultFileAsync(file.Id, cancellationToken);
            await mail.RunAsync(step.Transaction.Connection, step.JobId, asked, file, count, made + Kept, cancellationToken);
            await step.ReportAsync(new(count, count, 0, 0), text["job.done", count, await isp.LocalAsync(made + Kept, cancellationToken)]);
            return StepResult.Done();
        }
        catch (ExportRefusedException refused)
        {
            return StepResult.Fail(refused.Message);
        }
        catch (ExportCancelledException)
        {
            // The step that would follow finds that the job was cancelled.
            return StepResult.Continue(new { });
        }
    }

    private Func<long, long, Task> Progress(JobStep step, CancellationToken cancellationToken)
    {
        var told = Stopwatch.GetTimestamp();
        return async (done, total) =>
        {
            if (Stopwatch.GetElapsedTime(told) < Often) return;
            told = Stopwatch.GetTimestamp();
            await step.ReportAsync(new(done, total, 0, 0));
            if (await jobs.FindAsync(step.JobId, cancellationToken) is { CancelRequested: true }) throw new ExportCancelledException();
        };
    }

    private async Task RecordAsync(
        JobStep step, ExportArguments asked, StoredFile file, long count, DateTimeOffset at, CancellationToken cancellationToken) =>
        await step.Transaction.Connection.Sql(
            """
            insert into clients.export (id, operator_id, asked_by, scope, collector_of, query, format, rows, file_id, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            step.JobId, current.Id.As(NpgsqlDbType.Uuid), current.Name, asked.All ? "all" : "filtered", asked.CollectorOf.As(NpgsqlDbType.Uuid),
            asked.Query, asked.Format, count, file.Id, at).RunAsync(cancellationToken);
}
