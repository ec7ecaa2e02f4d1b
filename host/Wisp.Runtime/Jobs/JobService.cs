using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

internal sealed class JobService(IDatabase<HostDb> database) : IJobs
{
    public async Task<Guid> EnqueueAsync(NpgsqlConnection connection, JobRequest request, CancellationToken cancellationToken = default) =>
        await connection.Sql(
            "select host.enqueue_job($1, $2, $3, $4, $5)",
            request.Key, JsonSerializer.Serialize(request.Arguments, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb),
            request.Title.As(NpgsqlDbType.Text), request.ReturnUrl.As(NpgsqlDbType.Text), CultureInfo.CurrentUICulture.Name)
            .ValueAsync<Guid>(cancellationToken);

    public async Task<JobView?> FindAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        (await database.Source.Sql($"select {JobRows.Columns} from host.job_v1 where id = $1", jobId).ListAsync(JobRows.Read, cancellationToken))
        .SingleOrDefault();

    // What no worker has in hand ends here and now: it may be waiting for a module or for its next try.
    public async Task<bool> CancelAsync(Guid jobId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var asked = await transaction.Connection.Sql(
            """
            update host.job_progress set cancel_requested = true, updated_at = now()
            where job_id = $1 and exists (select from host.job where id = $1 and state in ('queued', 'running'))
            """, jobId).RunAsync(cancellationToken) == 1;
        if (await transaction.Connection.Sql("select pg_try_advisory_xact_lock(host.job_lock_key($1))", jobId).ValueAsync<bool>(cancellationToken))
            await transaction.Connection.Sql(
                "update host.job set state = 'cancelled', finished_at = now() where id = $1 and state in ('queued', 'running')", jobId)
                .RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return asked;
    }
}
