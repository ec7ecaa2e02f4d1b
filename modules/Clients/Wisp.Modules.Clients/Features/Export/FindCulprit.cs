using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Finds out which module's part of a refused statement is at fault, by trying each alone.</summary>
[Feature]
internal sealed class FindCulprit(IDatabase<ClientsDb> database)
{
    /// <returns>What the part is called, or <c>null</c> when each is fine.</returns>
    public async Task<string?> RunAsync(ExportPlan plan, IExportFormat format, CancellationToken cancellationToken)
    {
        foreach (var term in plan.Terms.Where(term => term.Field.IsContributed))
        {
            var filter = new ClientFilter();
            term.Apply(filter);
            if (await FailsAsync(ExportSelect.Count(filter), filter, cancellationToken)) return term.Field.Text;
        }

        foreach (var column in plan.Columns.Where(column => column.Joined is not null))
        {
            var filter = new ClientFilter();
            var projection = format.Projection([column], plan.Writing, filter);
            var rows = ExportSelect.Rows(filter, [column], projection);
            if (await FailsAsync($"select count(r) from ({rows}) r", filter, cancellationToken)) return column.Heading;
        }

        return null;
    }

    private async Task<bool> FailsAsync(string sql, ClientFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Source.Sql(sql, filter.Parameters);
            command.CommandTimeout = 0;
            await command.ExecuteScalarAsync(cancellationToken);
            return false;
        }
        catch (Exception wrong) when (ForeignSql.IsAtFault(wrong))
        {
            return true;
        }
    }
}
