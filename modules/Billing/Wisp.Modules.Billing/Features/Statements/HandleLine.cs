using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Statements.Matching;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>What a person does with money of a statement that names nobody: says whose it is, which records the payment, or why it is nobody's.</summary>
[Feature]
internal sealed class HandleLine(IDatabase<BillingDb> database, TakeLines take, AccountScope scope, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="line">The line.</param>
    /// <param name="client">The client that was chosen.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<Problem?> AssignAsync(Guid line, Guid? client, CancellationToken cancellationToken)
    {
        if (client is not { } id) return new("Client", "assign.missing");
        var exists = await database.Source.Sql("select exists (select from clients.clients_v1 where id = $1)", id).ValueAsync<bool>(cancellationToken);
        if (!exists || !await scope.CoversAsync(id, cancellationToken, BillingPermissions.CreatePayment)) return new("Client", "assign.unknown");
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await HoldAsync(transaction, line, cancellationToken) is { } done) return done;
        var (payment, problem) = await take.AssignAsync(transaction, line, id, cancellationToken);
        if (problem is not null) return new("", "assign.refused");
        await transaction.Connection.Sql(
            """
            update billing.statement_line
            set state = 'paid', rule = 'person', client_id = $2, payment_id = $3, problem = null, problem_value = null, handled_by = $4, handled_at = $5 where id = $1
            """, line, id, payment.As(NpgsqlDbType.Uuid), actor.Current.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task<Problem?> DismissAsync(Guid line, string? typedReason, CancellationToken cancellationToken)
    {
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "dismiss.missing");
        if (reason.Length > 255) return new("Reason", "dismiss.long", reason.Length, 255);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await HoldAsync(transaction, line, cancellationToken) is { } done) return done;
        await transaction.Connection.Sql(
            """
            update billing.statement_line set state = 'dismissed', reason = $2, payment_id = null, handled_by = $3, handled_at = $4 where id = $1
            """, line, reason, actor.Current.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // A payment that was taken back leaves its money to be given to somebody else.
    private static async Task<Problem?> HoldAsync(IWispTransaction transaction, Guid line, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql(
            """
            select l.state = 'waiting' or l.state = 'paid' and (select p.state = 'void' from billing.payment p where p.id = l.payment_id)
            from billing.statement_line l where l.id = $1 for update of l
            """, line).ValueAsync<bool>(cancellationToken)
            ? null
            : new Problem("", "line.done");
}
