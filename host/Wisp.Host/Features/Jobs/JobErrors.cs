using Npgsql;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>The rows that a job could not do, and those that it did and warns of, a page at a time.</summary>
[Feature]
public sealed class JobErrors(IDatabase<HostDb> database)
{
    public const int PageSize = 50;
    public const string Columns = "select no, line, field, value, rule, source from host.job_error where job_id = $1 and no > $2";

    /// <summary>A page of refused rows, and one more when there is a next page.</summary>
    public Task<List<(long No, JobError Error)>> PageAsync(Guid job, long after, CancellationToken cancellationToken) =>
        database.Source.Sql($"{Columns} and not is_warning order by no limit $3", job, after, PageSize + 1).ListAsync(Read, cancellationToken);

    /// <summary>A page of warnings, and one more when there is a next page.</summary>
    public Task<List<(long No, JobError Error)>> WarningsAsync(Guid job, long after, CancellationToken cancellationToken) =>
        database.Source.Sql($"{Columns} and is_warning order by no limit $3", job, after, PageSize + 1).ListAsync(Read, cancellationToken);

    public static (long No, JobError Error) Read(NpgsqlDataReader row) => (
        row.GetInt64(0),
        new JobError(row.Maybe<int>(1), row.Text(2), row.Text(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5)));
}
