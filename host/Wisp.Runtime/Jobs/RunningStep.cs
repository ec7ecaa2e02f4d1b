using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

internal sealed class RunningStep(JobRow job, JsonElement cursor, IWispTransaction transaction, NpgsqlConnection control) : JobStep
{
    public override Guid JobId => job.Id;

    public override Guid Batch => job.Batch;

    public override IWispTransaction Transaction => transaction;

    public override JsonElement ArgumentsJson => job.Arguments;

    public override JsonElement CursorJson => cursor;

    public override async Task ReportAsync(JobCounts counts, string? message = null) =>
        await control.Sql(
            """
            update host.job_progress
            set done = $2, total = $3, skipped = $4, errors = $5, warnings = $6, message = coalesce($7, message), updated_at = now()
            where job_id = $1
            """, job.Id, counts.Done, counts.Total.As(NpgsqlDbType.Bigint), counts.Skipped, counts.Errors, counts.Warnings,
            message?.Storable().As(NpgsqlDbType.Text)).RunAsync();

    public override async Task SetSourceHeadingsAsync(IReadOnlyList<string> headings, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync(HostModule.Id, cancellationToken);
        await transaction.Connection.Sql(
            "update host.job set source_headings = $2 where id = $1", job.Id, headings.Select(heading => heading.Storable()).ToArray()).RunAsync(cancellationToken);
    }

    public override async Task AddErrorsAsync(IReadOnlyCollection<JobError> errors, CancellationToken cancellationToken)
    {
        if (errors.Count == 0) return;
        await using var part = await transaction.EnterAsync(HostModule.Id, cancellationToken);
        await using var writer = await transaction.Connection.BeginBinaryImportAsync(
            "copy host.job_error (job_id, line, field, value, rule, source, is_warning) from stdin (format binary)", cancellationToken);
        foreach (var error in errors)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(job.Id, NpgsqlDbType.Uuid, cancellationToken);
            await WriteAsync(writer, error.Line, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(writer, error.Field?.Storable(), NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(writer, error.Value?.Storable(), NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(error.Rule.Storable(), NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(writer, error.Source?.Select(cell => cell.Storable()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(error.IsWarning, NpgsqlDbType.Boolean, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    public override async Task SetResultFileAsync(Guid fileId, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync(HostModule.Id, cancellationToken);
        await transaction.Connection.Sql("update host.job set result_file = $2 where id = $1", job.Id, fileId).RunAsync(cancellationToken);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, object? value, NpgsqlDbType type, CancellationToken cancellationToken)
    {
        if (value is null) await writer.WriteNullAsync(cancellationToken);
        else await writer.WriteAsync(value, type, cancellationToken);
    }
}
