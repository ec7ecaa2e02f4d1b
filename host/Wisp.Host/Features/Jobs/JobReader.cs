using NpgsqlTypes;
using Wisp.Host.Shell;
using Wisp.Runtime.Jobs;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>Jobs that the operator may see: the own ones always, others with <c>jobs.view</c> or the permission of their kind.</summary>
[Feature]
public sealed class JobReader(IDatabase<HostDb> database, IJobs jobs, JobRegistry kinds, ICurrentOperator current, Labels labels)
{
    public const int PageSize = 50;
    private const int MostRunning = 10;

    private string[] Kinds =>
        [.. kinds.Jobs.Values.Select(kind => kind.Definition).Where(kind => kind.Permission is { } needed && current.ScopeOf(needed) == PermissionScope.All).Select(kind => kind.Key)];

    public string KindText(string key) => kinds.Jobs.TryGetValue(key, out var kind) ? labels.Text(kind.Definition.Label) : key;

    public string TextOf(JobView job) => job.Title is { } title ? $"{KindText(job.Key)} · {title}" : KindText(job.Key);

    public bool CanCancel(JobView job) =>
        job is { State: JobState.Queued or JobState.Running, CancelRequested: false } && MayManage(job);

    /// <summary>Whether the operator may stop it or let it go on: whoever asked for it, or who manages jobs.</summary>
    public bool MayManage(JobView job) => (job.AskedById is { } asker && asker == current.Id) || current.Can("jobs.manage");

    /// <summary>One job, or <c>null</c> when there is none that the operator may see.</summary>
    public async Task<JobView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(id, cancellationToken);
        return job is not null && (current.Can("jobs.view") || (job.AskedById is { } asker && asker == current.Id) || Kinds.Contains(job.Key)) ? job : null;
    }

    /// <summary>Whether a file is the result of a job that the operator may see.</summary>
    public async Task<bool> MadeAsync(Guid file, CancellationToken cancellationToken) =>
        (await ReadAsync("result_file = $4 limit 1", [file], cancellationToken)).Count > 0;

    /// <summary>
    /// A page of jobs, newest first, and one more when there is a next page. What timers did, and did well, is left out: it would bury
    /// what people asked for.
    /// </summary>
    /// <param name="state">Only these, or <c>null</c>.</param>
    /// <param name="after">The last job of the page before, or <c>null</c>.</param>
    public Task<List<JobView>> PageAsync(JobState? state, Guid? after, CancellationToken cancellationToken) =>
        ReadAsync(
            """
            ($4::text is null or state = $4) and (timer is null or state <> 'done')
            and ($5::uuid is null or (created_at, id) < (select created_at, id from host.job where id = $5))
            order by created_at desc, id desc
            limit $6
            """,
            [
                (state?.ToString().ToLowerInvariant()).As(NpgsqlDbType.Text), after.As(NpgsqlDbType.Uuid), PageSize + 1,
            ],
            cancellationToken);

    /// <summary>What waits or runs, newest first.</summary>
    public Task<List<JobView>> UnfinishedAsync(CancellationToken cancellationToken) =>
        ReadAsync("state in ('queued', 'running') order by created_at desc, id desc limit $4", [MostRunning], cancellationToken);

    private Task<List<JobView>> ReadAsync(string rest, object[] values, CancellationToken cancellationToken) =>
        database.Source.Sql(
            $"select {JobRows.Columns} from host.job_v1 where ($1 or operator_id = $2 or key = any ($3)) and {rest}",
            [current.Can("jobs.view"), current.Id.As(NpgsqlDbType.Uuid), Kinds, .. values])
        .ListAsync(JobRows.Read, cancellationToken);
}
