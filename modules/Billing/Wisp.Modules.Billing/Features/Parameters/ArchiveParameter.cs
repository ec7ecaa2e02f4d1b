using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>Takes a firm, tax, method or profile out of what is offered, and gives it back.</summary>
[Feature]
internal sealed class ArchiveParameter(IDatabase<BillingDb> database, TimeProvider clock)
{
    public async Task<Problem?> ArchiveAsync(ParameterShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var archived = await transaction.Connection.Sql(
            $"update {shape.Table} i set archived_at = $2 where i.id = $1 and i.archived_at is null and i.xmin = $3 and {shape.Name} is not null",
            id, clock.GetUtcNow(), version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (archived == 0) return Problem.Stale;
        if (shape == ParameterShape.Firms)
        {
            // Whoever chooses the firm meanwhile waits for this row, and then finds it archived.
            var clients = await transaction.Connection.Sql("select count(*) from billing.client where firm_id = $1 and enabled", id).ValueAsync<long>(cancellationToken);
            if (clients > 0) return new("", clients == 1 ? "firms.used.one" : "firms.used.many", clients);
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task<Problem?> RestoreAsync(ParameterShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var restored = await transaction.Connection.Sql(
                $"update {shape.Table} set archived_at = null where id = $1 and archived_at is not null and xmin = $2",
                id, version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
            if (restored == 0) return Problem.Stale;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new("", shape.Key("restore.taken"));
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
