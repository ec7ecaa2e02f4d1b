using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Streams clients from the database into a stored file.</summary>
[Feature]
internal sealed partial class SaveExport(
    IDatabase<ClientsDb> database, IFileStore files, FindCulprit culprit, IStringLocalizer<ExportText> text, ILogger<SaveExport> log)
{
    /// <param name="plan">What goes into it.</param>
    /// <param name="format">Its kind.</param>
    /// <param name="file">Its name and its end.</param>
    /// <param name="reached">Told how many of how many clients are in.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The file, and how many clients are in it.</returns>
    /// <exception cref="ExportRefusedException">What a module gave cannot be read.</exception>
    public async Task<(StoredFile File, long Count)> RunAsync(
        ExportPlan plan, IExportFormat format, NewFile file, Func<long, long, Task> reached, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            var total = await CountAsync(plan.Filter(), connection, cancellationToken);
            var filter = plan.Filter();
            var projection = format.Projection(plan.Columns, plan.Writing, filter);
            await using var command = Unhurried(connection.Sql(ExportSelect.Rows(filter, plan.Columns, projection), filter.Parameters));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new ExportRows(reader, done => reached(done, Math.Max(done, total)), Twice(plan));
            try
            {
                return (await PipedFile.SaveAsync(files, file, (target, token) => format.WriteAsync(target, plan.Columns, rows, token), cancellationToken), rows.Count);
            }
            catch
            {
                // A reader that is closed early would read the rest.
                command.Cancel();
                throw;
            }
        }
        catch (Exception wrong) when (ForeignSql.IsAtFault(wrong))
        {
            Refused(wrong);
            if (await culprit.RunAsync(plan, format, cancellationToken) is not { } name) throw;
            throw new ExportRefusedException(text["refusal.column", name]);
        }
    }

    // The progress bar's whole; the file itself is one later snapshot.
    private static async Task<long> CountAsync(ClientFilter filter, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Unhurried(connection.Sql(ExportSelect.Count(filter), filter.Parameters)).ValueAsync<long>(cancellationToken);

    private static NpgsqlCommand Unhurried(NpgsqlCommand command)
    {
        command.CommandTimeout = 0;
        return command;
    }

    private string Twice(ExportPlan plan) =>
        text["refusal.twice", string.Join(", ", plan.Columns.Where(column => column.Joined is not null).Select(column => $"«{column.Heading}»"))];

    [LoggerMessage(LogLevel.Error, "The database refused the export of clients")]
    private partial void Refused(Exception failure);
}
