using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>
/// The engine's one entry point: runs a job step by step until it ends. A session lock on its own connection says that this worker
/// has it; a transaction lock in each step keeps a worker that lost that connection without noticing from doing a step beside another.
/// </summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, IModuleConnections connections, IActorAccessor actors, JobRegistry registry, WispOptions options,
    IStringLocalizer<RuntimeText> texts, ILogger<JobRunner> log)
{
    /// <summary>How often a step that throws is tried before its job is failed.</summary>
    public const int MostAttempts = 5;

    private const int MostDeaths = 10;

    /// <summary>Runs a job, or leaves at once when another worker has it or it has ended.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Set when the worker stops; the job goes on elsewhere from its cursor.</param>
    /// <returns>Done when the job ended or was left.</returns>
    public async Task RunAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var control = await connections.Source(HostModule.Id).OpenConnectionAsync(cancellationToken);
        // Not to be cancelled: a lock that was taken without our hearing of it would stay on the pooled connection.
        if (!await control.Sql("select pg_try_advisory_lock(host.job_lock_key($1))", jobId).ValueAsync<bool>(CancellationToken.None)) return;
        try
        {
            var job = await JobRow.FindAsync(control, jobId, cancellationToken);
            if (job is null || !registry.Jobs.TryGetValue(job.Key, out var kind) || !await BeginAsync(control, jobId, cancellationToken)) return;
            await RunStepsAsync(job, kind.ModuleId, control, cancellationToken);
        }
        finally
        {
            await UnlockAsync(control, jobId);
        }
    }

    // Asked again here: a worker that lost its session lock may have ended the job while this statement waited for the row, and the
    // engine may hold the job twice, of which the second must not spoil the wait for the next try.
    private static async Task<bool> BeginAsync(NpgsqlConnection control, Guid jobId, CancellationToken cancellationToken) =>
        await control.Sql(
            """
            update host.job set state = 'running', started_at = coalesce(started_at, now()), attempts = attempts + 1
            where id = $1 and state in ('queued', 'running') and not_before <= now()
            """, jobId).RunAsync(cancellationToken) == 1;

    private static async Task UnlockAsync(NpgsqlConnection control, Guid jobId)
    {
        try
        {
            await control.Sql("select pg_advisory_unlock(host.job_lock_key($1))", jobId).RunAsync(CancellationToken.None);
        }
        catch (Exception) when (!control.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            // The server ended the session, and its lock with it.
        }
    }

    private async Task RunStepsAsync(JobRow job, string moduleId, NpgsqlConnection control, CancellationToken cancellationToken)
    {
        using var acting = actors.Begin(new Actor(job.OperatorId, job.AskedBy, job.Key, job.Batch));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Culture);
            if (job.Attempts >= MostDeaths) throw new InvalidOperationException(texts["job.kills-workers", job.Attempts]);
            await using var scope = scopes.CreateAsyncScope();
            var work = scope.ServiceProvider.GetRequiredKeyedService<IJob>(job.Key);
            await using var closing = work as IAsyncDisposable;
            while (await StepAsync(job, moduleId, work, control, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("Job {Job} is left at its cursor: the worker stops", job.Id);
        }
        catch (Exception e)
        {
            // Whatever a module's step throws ends here: retried later, and in the end shown on the job's page.
            await FailedAttemptAsync(job, e);
        }
    }

    private async Task<bool> StepAsync(JobRow job, string moduleId, IJob work, NpgsqlConnection control, CancellationToken cancellationToken)
    {
        await using var transaction = await connections.BeginAsync(HostModule.Id, cancellationToken);
        var connection = transaction.Connection;
        // The run's session lock is on another connection, so the step's key differs by one.
        if (!await connection.Sql("select pg_try_advisory_xact_lock(host.job_lock_key($1) # 1)", job.Id).ValueAsync<bool>(cancellationToken)) return false;
        // The lock of the run is held as long as its connection lives; without it another worker may be about to take over.
        await control.Sql("select 1").RunAsync(cancellationToken);
        var (state, cursor, cancel) = await ReadAsync(connection, job.Id, cancellationToken);
        if (state != "running") return false;
        var result = cancel ? null : await DoAsync(job, moduleId, work, cursor, transaction, control, cancellationToken);
        var (next, failure) = result switch
        {
            null => ("cancelled", null),
            { Failure: { } reason } => ("failed", reason),
            { Finished: true } => ("done", (string?)null),
            _ => ("running", null),
        };
        await connection.Sql(
            """
            update host.job set state = $2, failure = $3, cursor = coalesce($4, cursor), attempts = 1,
              finished_at = case when $2 = 'running' then null else clock_timestamp() end
            where id = $1
            """, job.Id, next, failure?.Storable().As(NpgsqlDbType.Text), Json(result?.Cursor)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return next == "running";
    }

    private static async Task<StepResult> DoAsync(
        JobRow job, string moduleId, IJob work, JsonElement cursor, IWispTransaction transaction, NpgsqlConnection control, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync(moduleId, cancellationToken);
        return await work.StepAsync(new RunningStep(job, cursor, transaction, control), cancellationToken);
    }

    private static async Task<(string State, JsonElement Cursor, bool Cancel)> ReadAsync(NpgsqlConnection connection, Guid jobId, CancellationToken cancellationToken) =>
        (await connection.Sql(
            """
            select j.state, j.cursor::text, p.cancel_requested
            from host.job j join host.job_progress p on p.job_id = j.id where j.id = $1 for update of j
            """, jobId)
        .ListAsync(row => (row.GetString(0), row.Text(1) is { } text ? JsonDocument.Parse(text).RootElement : default, row.GetBoolean(2)), cancellationToken))
        .Single();

    private async Task FailedAttemptAsync(JobRow job, Exception e)
    {
        log.LogError(e, "Job {Job} ({Key}) failed a step", job.Id, job.Key);
        var reason = e.GetBaseException().Message.Storable();
        await connections.Source(HostModule.Id).Sql(
            """
            update host.job set
              state = case when attempts >= $2 then 'failed' else state end,
              failure = $3,
              finished_at = case when attempts >= $2 then now() end,
              handed_at = null,
              not_before = now() + $4::interval * power(3, attempts)
            where id = $1 and state = 'running'
            """, job.Id, MostAttempts, reason, options.Wait(5)).RunAsync();
    }

    private static NpgsqlParameter Json(object? value) =>
        (value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web)).As(NpgsqlDbType.Jsonb);
}
