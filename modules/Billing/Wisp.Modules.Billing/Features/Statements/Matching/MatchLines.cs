using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements.Matching;

/// <summary>Says whose each line of a statement is, over sets: the first rule that names exactly one client wins.</summary>
[Feature]
internal sealed class MatchLines
{
    /// <summary>Which lines were taken before, are like one that was, or are payments that somebody recorded by hand.</summary>
    public async Task CompareAsync(NpgsqlConnection connection, Guid statement, CancellationToken cancellationToken)
    {
        await connection.Sql(CompareSql.Count, statement).RunAsync(cancellationToken);
        await connection.Sql(CompareSql.Repeated, statement).RunAsync(cancellationToken);
        await connection.Sql(CompareSql.Alike, statement).RunAsync(cancellationToken);
        await connection.Sql(CompareSql.Elsewhere, statement).RunAsync(cancellationToken);
        await connection.Sql(CompareSql.ByHand("l.state = 'read'", "unmatched"), statement).RunAsync(cancellationToken);
    }

    /// <summary>Matches a chunk by invoice, ID and document.</summary>
    /// <returns>The last line, or <c>null</c> when none was left.</returns>
    public Task<int?> RunAsync(NpgsqlConnection connection, Guid statement, int after, int most, CancellationToken cancellationToken) =>
        connection.Sql(MatchSql.Chunk, statement, after, most).ValueAsync<int?>(cancellationToken);

    /// <summary>Matches what is left by name, in one look over all clients, and lets the rest wait.</summary>
    public async Task FinishAsync(NpgsqlConnection connection, Guid statement, CancellationToken cancellationToken)
    {
        await connection.Sql(MatchSql.Names, statement).RunAsync(cancellationToken);
        await connection.Sql("update billing.statement_line set state = 'unmatched', problem = coalesce(problem, 'nobody') where statement_id = $1 and state = 'read'", statement).RunAsync(cancellationToken);
        await connection.Sql("update billing.statement set state = 'ready' where id = $1 and state = 'reading'", statement).RunAsync(cancellationToken);
    }
}
