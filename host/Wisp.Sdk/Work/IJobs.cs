using Npgsql;

namespace Wisp.Sdk;

/// <summary>Makes and watches jobs.</summary>
public interface IJobs
{
    /// <summary>
    /// Records a job in the caller's transaction, under the present actor; a worker begins it after the commit.
    /// </summary>
    /// <param name="connection">The caller's connection, in any module's role.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The job's id, with which <c>/jobs/{id}</c> shows it.</returns>
    Task<Guid> EnqueueAsync(NpgsqlConnection connection, JobRequest request, CancellationToken cancellationToken = default);

    /// <summary>A job's state and counts.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The job, or <c>null</c>.</returns>
    Task<JobView?> FindAsync(Guid jobId, CancellationToken cancellationToken = default);

    /// <summary>Asks a job to stop after the chunk in hand.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns><c>false</c> when it has already ended.</returns>
    Task<bool> CancelAsync(Guid jobId, CancellationToken cancellationToken = default);
}

/// <summary>A job to be made.</summary>
/// <param name="Key">The kind of job.</param>
/// <param name="Arguments">A record that JSON can hold.</param>
public sealed record JobRequest(string Key, object Arguments)
{
    /// <summary>What the jobs page shows beside the kind, for instance a file's name; at most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Local URL that "back" leads to, or <c>null</c>.</summary>
    public string? ReturnUrl { get; init; }
}

/// <summary>State of a job.</summary>
public enum JobState
{
    /// <summary>Waiting for a worker.</summary>
    Queued,

    /// <summary>Begun.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Ended with a reason.</summary>
    Failed,

    /// <summary>Stopped by a person.</summary>
    Cancelled,
}

/// <summary>A job as its page shows it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Key">Its kind.</param>
/// <param name="Title">Title, or <c>null</c>.</param>
/// <param name="State">State.</param>
/// <param name="Counts">Counts so far.</param>
/// <param name="Message">Last message, or <c>null</c>.</param>
/// <param name="Failure">Why it ended, or <c>null</c>.</param>
/// <param name="CancelRequested">Whether someone asked it to stop.</param>
/// <param name="AskedById">The operator who asked, or <c>null</c>.</param>
/// <param name="AskedBy">Name of who asked.</param>
/// <param name="Batch">The batch of its changes.</param>
/// <param name="ResultFile">File it made, or <c>null</c>.</param>
/// <param name="ReturnUrl">Where "back" leads, or <c>null</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When it began, or <c>null</c>.</param>
/// <param name="FinishedAt">When it ended, or <c>null</c>.</param>
public sealed record JobView(
    Guid Id, string Key, string? Title, JobState State, JobCounts Counts, string? Message, string? Failure, bool CancelRequested,
    Guid? AskedById, string AskedBy, Guid Batch, Guid? ResultFile, string? ReturnUrl,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);
