using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements.Matching;

/// <param name="Last">The last line looked at, or <c>null</c> when none was left.</param>
internal sealed record TakenLines(int? Last, long Paid, long Repeated);

/// <summary>
/// Takes lines chunk by chunk: each is entered under its account once, whoever takes the same movement beside; what is matched becomes a payment, the
/// rest waits for a person.
/// </summary>
[Feature]
internal sealed class TakeLines(RecordPayment record)
{
    private const int AtOnce = 100;

    private sealed record Line(Guid Id, Guid ClientId, decimal Amount, DateOnly Day, Guid MethodId, string? Reference, string? Comment);

    public Task<long> CountAsync(NpgsqlConnection connection, Guid statement, CancellationToken cancellationToken) =>
        connection.Sql("select count(*) from billing.statement_line where statement_id = $1 and state = 'matched'", statement).ValueAsync<long>(cancellationToken);

    public async Task<TakenLines> RunAsync(IWispTransaction transaction, Guid statement, int after, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var chunk = await connection.Sql(
            "select id, line from billing.statement_line where statement_id = $1 and line > $2 and state in ('matched', 'unmatched') order by line limit $3", statement, after, AtOnce)
            .ListAsync(row => (Id: row.GetGuid(0), Line: row.GetInt32(1)), cancellationToken);
        if (chunk.Count == 0)
        {
            await connection.Sql("update billing.statement set state = 'taken' where id = $1 and state = 'taking'", statement).RunAsync(cancellationToken);
            return new(null, 0, 0);
        }

        var ids = chunk.Select(line => line.Id).ToArray();
        var entered = await connection.Sql(Enter, ids).ListAsync(row => row.GetGuid(0), cancellationToken);
        var repeated = await connection.Sql(
            "update billing.statement_line set state = 'repeated', client_id = null, rule = null, problem = null, problem_value = null where id = any ($1) and id <> all ($2)",
            ids, entered.ToArray()).RunAsync(cancellationToken);
        await connection.Sql("update billing.statement_line set state = 'waiting' where id = any ($1) and state = 'unmatched'", ids).RunAsync(cancellationToken);
        await connection.Sql(CompareSql.ByHand("l.id = any ($2) and l.state = 'matched'", "waiting"), statement, ids).RunAsync(cancellationToken);
        return new(chunk[^1].Line, await PayAsync(transaction, ids, cancellationToken), repeated);
    }

    private async Task<long> PayAsync(IWispTransaction transaction, Guid[] ids, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var lines = await ReadAsync(connection, ids, "l.state = 'matched'", cancellationToken);
        await Accounts.HoldAsync(connection, [.. lines.Select(line => line.ClientId).Distinct()], cancellationToken);
        var paid = 0L;
        foreach (var line in lines)
        {
            await connection.Sql("savepoint line").RunAsync(cancellationToken);
            var (id, problem) = await BookAsync(transaction, line, line.ClientId, cancellationToken);
            // Somebody recorded one with its reference this moment: a person says which it is.
            if (problem is not null)
            {
                await connection.Sql("rollback to savepoint line").RunAsync(cancellationToken);
                await connection.Sql(
                    "update billing.statement_line set state = 'waiting', problem = 'refused', client_id = null, rule = null where id = $1", line.Id).RunAsync(cancellationToken);
            }
            else
            {
                await connection.Sql("update billing.statement_line set state = 'paid', payment_id = $2 where id = $1", line.Id, id).RunAsync(cancellationToken);
                paid++;
            }

            await connection.Sql("release savepoint line").RunAsync(cancellationToken);
        }

        return paid;
    }

    /// <summary>Records the payment of a line that waits, to the client that a person named; its row is held.</summary>
    public async Task<(Guid? Payment, Problem? Problem)> AssignAsync(IWispTransaction transaction, Guid lineId, Guid client, CancellationToken cancellationToken)
    {
        await Accounts.HoldAsync(transaction.Connection, [client], cancellationToken);
        var line = (await ReadAsync(transaction.Connection, [lineId], "true", cancellationToken)).Single();
        return await BookAsync(transaction, line, client, cancellationToken);
    }

    private async Task<(Guid? Payment, Problem? Problem)> BookAsync(IWispTransaction transaction, Line line, Guid client, CancellationToken cancellationToken)
    {
        var recorded = await record.RunAsync(
            transaction, new NewPayment(client, line.Amount, line.Day, line.MethodId) { Reference = line.Reference, Comment = line.Comment }, cancellationToken);
        return (recorded.Id, recorded.Problems is [var problem, ..] ? problem : null);
    }

    // A reference stands on one payment of a method: where several movements have it, each gets its own number behind.
    private static Task<List<Line>> ReadAsync(NpgsqlConnection connection, Guid[] ids, string which, CancellationToken cancellationToken) => connection.Sql(
        $"""
        select l.id, coalesce(l.client_id, '00000000-0000-0000-0000-000000000000'), l.amount, l.day, s.method_id,
               case when exists (select from billing.payment p where p.method_id = s.method_id and p.reference = l.reference and p.state <> 'void')
                      or exists (select from billing.statement_line o where o.id = any ($1) and o.reference = l.reference and o.id <> l.id)
                    then l.reference || ' #' || l.public_id else l.reference end,
               coalesce(l.description, l.payer)
        from billing.statement_line l join billing.statement s on s.id = l.statement_id
        where l.id = any ($1) and {which} order by l.line
        """, ids).ListAsync(
            row => new Line(
                row.GetGuid(0), row.GetGuid(1), row.GetDecimal(2), row.GetFieldValue<DateOnly>(3), row.GetGuid(4), row.Text(5), row.Text(6) is { } said ? OneLine.Fit(said) : null),
            cancellationToken);

    // In one order, so that of two who take the same movements one waits for the other.
    private const string Enter =
        """
        insert into billing.statement_entry (account, digest, occurrence, line_id, day, amount, reference)
        select ext.fold(s.account), l.digest, l.occurrence, l.id, l.day, l.amount, ext.fold(l.reference)
        from billing.statement_line l join billing.statement s on s.id = l.statement_id
        where l.id = any ($1) order by l.digest, l.occurrence
        on conflict do nothing
        returning line_id
        """;
}
