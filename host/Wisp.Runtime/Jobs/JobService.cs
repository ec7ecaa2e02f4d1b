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

    public async Task<bool> CancelAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        await database.Source.Sql(
            """
            update host.job_progress set cancel_requested = true, updated_at = now()
            where job_id = $1 and exists (select from host.job where id = $1 and state in ('queued', 'running'))
            """, jobId).RunAsync(cancellationToken) == 1;
}
