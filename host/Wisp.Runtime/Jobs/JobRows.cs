using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>A row of <c>host.job_v1</c> as the jobs page shows it.</summary>
public static class JobRows
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string Columns =
        "id, key, title, state, done, total, skipped, errors, message, failure, cancel_requested, operator_id, asked_by, batch_id, result_file, return_url, created_at, started_at, finished_at, warnings";

    /// <summary>Maps one row.</summary>
    /// <param name="row">The reader, on a row with <see cref="Columns"/>.</param>
    /// <returns>The job.</returns>
    public static JobView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.Text(2), Enum.Parse<JobState>(row.GetString(3), ignoreCase: true),
        new JobCounts(row.GetInt64(4), row.Maybe<long>(5), row.GetInt64(6), row.GetInt64(7)) { Warnings = row.GetInt64(19) },
        row.Text(8), row.Text(9), row.GetBoolean(10), row.Maybe<Guid>(11), row.GetString(12), row.GetGuid(13), row.Maybe<Guid>(14), row.Text(15),
        row.GetFieldValue<DateTimeOffset>(16), row.Maybe<DateTimeOffset>(17), row.Maybe<DateTimeOffset>(18));
}
