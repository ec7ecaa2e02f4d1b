using System.Text.Json;

namespace Wisp.Sdk;

/// <summary>
/// A background job, done in short steps. One instance serves a run in one worker: it may keep what is costly to open
/// (and be <see cref="IAsyncDisposable"/>), but must be able to go on from the cursor alone, in another process.
/// </summary>
public interface IJob
{
    /// <summary>
    /// Does one chunk. All it writes goes through <see cref="JobStep.Transaction"/> and is committed together with the cursor
    /// that it returns, so that a killed worker loses at most this chunk and nothing is done twice. Aim for under 5 s.
    /// </summary>
    /// <param name="step">The chunk's frame.</param>
    /// <param name="cancellationToken">Set when the worker stops.</param>
    /// <returns>What comes next.</returns>
    Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken);
}

/// <summary>What a step ends with.</summary>
public sealed record StepResult
{
    private StepResult()
    {
    }

    /// <summary>Whether the job is finished.</summary>
    public bool Finished { get; private init; }

    /// <summary>The place to go on from, when not finished; stored as JSON.</summary>
    public object? Cursor { get; private init; }

    /// <summary>A sentence for the reader when the job could not be done; <c>null</c> otherwise.</summary>
    public string? Failure { get; private init; }

    /// <summary>There is more: go on from the cursor.</summary>
    /// <param name="cursor">Any record that JSON can hold.</param>
    /// <returns>The result.</returns>
    public static StepResult Continue(object cursor) => new() { Cursor = cursor };

    /// <summary>All is done.</summary>
    /// <returns>The result.</returns>
    public static StepResult Done() => new() { Finished = true };

    /// <summary>It cannot be done; what earlier steps committed stays.</summary>
    /// <param name="reason">A sentence in the asker's language.</param>
    /// <returns>The result.</returns>
    public static StepResult Fail(string reason) => new() { Finished = true, Failure = reason };
}

/// <summary>One row that a job could not do, or did and warns of.</summary>
/// <param name="Line">Line of the source file, 1-based, or <c>null</c>.</param>
/// <param name="Field">Column or field, as the reader knows it.</param>
/// <param name="Value">The value that was refused.</param>
/// <param name="Rule">A sentence in the asker's language that names the rule.</param>
/// <param name="Source">The whole source row, for a file that can be corrected and fed back; or <c>null</c>.</param>
public sealed record JobError(int? Line, string? Field, string? Value, string Rule, IReadOnlyList<string>? Source = null)
{
    /// <summary>The row was taken all the same: it is listed apart, and is not in the file that can be corrected and fed back.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>Counts of a job, as its page shows them.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or <c>null</c> while unknown.</param>
/// <param name="Skipped">Units skipped on purpose (unchanged, not concerned).</param>
/// <param name="Errors">Units refused.</param>
public sealed record JobCounts(long Done, long? Total, long Skipped, long Errors)
{
    /// <summary>Warnings given, about units that were done all the same.</summary>
    public long Warnings { get; init; }
}

/// <summary>The frame of one step.</summary>
public abstract class JobStep
{
    /// <summary>The job.</summary>
    public abstract Guid JobId { get; }

    /// <summary>The batch that its changes are audited under.</summary>
    public abstract Guid Batch { get; }

    /// <summary>The step's transaction; it starts in the role of the module that declared the job.</summary>
    public abstract IWispTransaction Transaction { get; }

    /// <summary>The job's arguments.</summary>
    public abstract JsonElement ArgumentsJson { get; }

    /// <summary>Where the step before ended; undefined in the first step.</summary>
    public abstract JsonElement CursorJson { get; }

    /// <summary>The arguments as a record.</summary>
    /// <typeparam name="T">The record given when the job was made.</typeparam>
    /// <returns>The arguments.</returns>
    public T Arguments<T>() => ArgumentsJson.Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <summary>The cursor as a record.</summary>
    /// <typeparam name="T">The record that steps return.</typeparam>
    /// <returns>The cursor; the default of <typeparamref name="T"/> in the first step.</returns>
    public T? Cursor<T>() =>
        CursorJson.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? default : CursorJson.Deserialize<T>(JsonSerializerOptions.Web);

    /// <summary>Shows progress at once, outside the step's transaction.</summary>
    /// <param name="counts">Counts so far, over the whole job.</param>
    /// <param name="message">A short sentence, or <c>null</c> to leave the last one.</param>
    /// <returns>Done when stored.</returns>
    public abstract Task ReportAsync(JobCounts counts, string? message = null);

    /// <summary>Names the columns of the source file, in the step's transaction: the headings over <see cref="JobError.Source"/>.</summary>
    /// <param name="headings">The headings, as they stand in the file.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written.</returns>
    public abstract Task SetSourceHeadingsAsync(IReadOnlyList<string> headings, CancellationToken cancellationToken);

    /// <summary>Adds rows to the job's lists of errors and warnings, in the step's transaction.</summary>
    /// <param name="errors">The rows.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written.</returns>
    public abstract Task AddErrorsAsync(IReadOnlyCollection<JobError> errors, CancellationToken cancellationToken);

    /// <summary>Names the file that the job made, in the step's transaction.</summary>
    /// <param name="fileId">Id in the file store.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written.</returns>
    public abstract Task SetResultFileAsync(Guid fileId, CancellationToken cancellationToken);
}
