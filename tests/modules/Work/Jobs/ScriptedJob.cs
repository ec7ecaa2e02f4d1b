using System.Globalization;
using Wisp.Sdk;

namespace Wisp.Fixtures.Work.Jobs;

internal sealed class ScriptedJob(IDatabase<WorkDb> database, IFileStore files, ICurrentOperator asker, TimeProvider clock) : IJob
{
    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var script = step.Arguments<Script>();
        var no = (step.Cursor<Place>()?.Done ?? 0) + 1;
        var begun = clock.GetUtcNow();
        await WriteAsync(step, no, begun, cancellationToken);
        await step.ReportAsync(new JobCounts(no - 1, script.Steps, 0, script.Errors ? no - 1 : 0), $"step {no}");
        if (script.Milliseconds > 0) await Task.Delay(TimeSpan.FromMilliseconds(script.Milliseconds), clock, cancellationToken);
        if (no == script.FailAt) await FailAsync(step.JobId, script.FailTimes, cancellationToken);
        if (script.Errors)
            await step.AddErrorsAsync([new JobError(no, "name", "a\0b\ud800", "may not be", ["a\0b", "c"]), new JobError(null, null, null, "whole file")], cancellationToken);
        // The effect's end is moved, so that two steps of one job at a time would be seen to overlap.
        await step.Transaction.Connection.Sql(
            "update work.effect set ended_at = clock_timestamp() where job_id = $1 and step = $2", step.JobId, no).RunAsync(cancellationToken);
        if (no < script.Steps) return StepResult.Continue(new Place(no));
        if (script.File)
        {
            var file = await files.SaveAsync(new NewFile("made.txt", "text/plain"), new MemoryStream("made"u8.ToArray()), cancellationToken);
            await step.SetResultFileAsync(file.Id, cancellationToken);
        }

        await step.ReportAsync(new JobCounts(no, script.Steps, 0, 0), "all done");
        return script.Refuse is { } reason ? StepResult.Fail(reason) : StepResult.Done();
    }

    private async Task WriteAsync(JobStep step, int no, DateTimeOffset begun, CancellationToken cancellationToken) =>
        await step.Transaction.Connection.Sql(
            "insert into work.effect (job_id, step, note, process, begun_at) values ($1, $2, $3, $4, $5)",
            step.JobId, no, string.Create(CultureInfo.CurrentCulture, $"{CultureInfo.CurrentUICulture.Name} {1234.5m:N1} {asker.Name}"),
            Environment.ProcessId, begun).RunAsync(cancellationToken);

    // Attempts are counted beside the step's transaction, which an exception rolls back.
    private async Task FailAsync(Guid job, int times, CancellationToken cancellationToken)
    {
        await database.Source.Sql("insert into work.attempt (job_id) values ($1)", job).RunAsync(cancellationToken);
        var attempts = await database.Source.Sql("select count(*) from work.attempt where job_id = $1", job).ValueAsync<long>(cancellationToken);
        if (attempts <= times) throw new TaskCanceledException($"attempt {attempts} timed out");
    }
}
