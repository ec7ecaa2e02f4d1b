using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <summary>Leaves out the next period of a contract: its days count as looked at, with nothing to bill, and the run goes on after them.</summary>
[Feature]
internal sealed class SkipPeriod(IDatabase<BillingDb> database, NextPeriod next)
{
    /// <param name="contract">The contract.</param>
    /// <param name="typedFrom">First day of the period that the person was shown.</param>
    /// <param name="typedReason">Why.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<Problem?> RunAsync(BilledContract contract, string? typedFrom, string? typedReason, CancellationToken cancellationToken)
    {
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "skip.reason");
        if (reason.Length > 255) return new("Reason", "skip.reason.long", reason.Length, 255);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        if (await next.OfAsync(connection, contract.Id, cancellationToken) is not { } period) return new("", "skip.none");
        if (Typed.Day(typedFrom) != period.From) return Problem.Stale;
        await connection.Sql(
            "insert into billing.period (contract_id, period_from, period_to, outcome) values ($1, $2, $3, 'nothing')", contract.Id, period.From, period.To).RunAsync(cancellationToken);
        await connection.Sql(
            "insert into billing.skip (contract_id, client_id, period_from, period_to, reason) values ($1, $2, $3, $4, $5)",
            contract.Id, contract.ClientId, period.From, period.To, reason).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>The period is billed after all; only the last one, so that no day is billed out of order.</summary>
    public async Task<Problem?> UndoAsync(BilledContract contract, string? typedFrom, CancellationToken cancellationToken)
    {
        if (Typed.Day(typedFrom) is not { } from) return Problem.Stale;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        if (await connection.Sql("delete from billing.skip where contract_id = $1 and period_from = $2", contract.Id, from).RunAsync(cancellationToken) == 0) return Problem.Stale;
        var freed = await connection.Sql(
            """
            delete from billing.period p
            where p.contract_id = $1 and p.period_from = $2 and p.outcome = 'nothing'
              and not exists (select from billing.period q where q.contract_id = $1 and q.period_from > $2)
            """, contract.Id, from).RunAsync(cancellationToken);
        if (freed == 0) return new("", "skip.late");
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
