using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Gateways;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Notices;

/// <summary>What a person does with money that names nobody: says whose it is, which records the payment, or says why it is nobody's (GW-06).</summary>
[Feature]
internal sealed class HandleNotice(IDatabase<BillingDb> database, GatewayDirectory gateways, TakeNotice take, AccountScope scope, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="notice">The notice.</param>
    /// <param name="shownId">The client's ID as people know it.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<Problem?> AssignAsync(NoticeView notice, string? shownId, CancellationToken cancellationToken)
    {
        if (Typed.Line(shownId) is not { } typed) return new("Client", "assign.missing");
        var client = await database.Source.Sql("select id from clients.clients_v1 where shown_id = $1 collate \"C\"", typed).ValueAsync<Guid?>(cancellationToken);
        if (client is null || !await scope.CoversAsync(client.Value, cancellationToken, BillingPermissions.CreatePayment)) return new("Client", "assign.unknown", typed);
        if (await gateways.FindAsync(notice.GatewayId, cancellationToken) is not { } gateway) return Problem.Stale;

        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await HoldAsync(transaction, notice.Id, cancellationToken) is { } problem) return problem;
        var told = new GatewayNotice(notice.Transaction, notice.Reference, notice.Amount, notice.Currency, notice.PaidAt, GatewayMoney.Received);
        if (await take.BookAsync(transaction, gateway, told, client.Value, null, cancellationToken) is not { } payment) return Problem.Stale;
        await transaction.Connection.Sql(
            "update billing.gateway_notice set outcome = 'paid', payment_id = $2, handled_by = $3, handled_at = $4 where id = $1",
            notice.Id, payment, actor.Current.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task<Problem?> DismissAsync(NoticeView notice, string? typedReason, CancellationToken cancellationToken)
    {
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "dismiss.missing");
        if (reason.Length > 255) return new("Reason", "dismiss.long", reason.Length, 255);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await HoldAsync(transaction, notice.Id, cancellationToken) is { } problem) return problem;
        await transaction.Connection.Sql(
            "update billing.gateway_notice set outcome = 'dismissed', reason = $2, handled_by = $3, handled_at = $4 where id = $1",
            notice.Id, reason.As(NpgsqlDbType.Text), actor.Current.Name, clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<Problem?> HoldAsync(IWispTransaction transaction, Guid notice, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql("select outcome from billing.gateway_notice where id = $1 for update", notice).ValueAsync<string>(cancellationToken) == "unmatched"
            ? null
            : new Problem("", "notice.done");
}
