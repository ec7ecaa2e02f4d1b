using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Network;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Profile;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Requests;

/// <summary>An operator accepts a request, which does what was asked for, or refuses it: of two at once, one.</summary>
[Feature]
internal sealed class AnswerRequest(
    IDatabase<PortalDb> database, SaveProfile profiles, ISubscriberLines lines, ISubscriberCharges charges, IIsp isp, IEvents events, ICurrentOperator current, TimeProvider clock)
{
    public async Task<Answered> AcceptAsync(Request request, string? from, CancellationToken cancellationToken)
    {
        var day = Typed.Day(from);
        if (request.Kind == RequestKind.Plan && day is null) return new(false, [new("From", "request.day-wrong", from ?? "")], []);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (!await TakeAsync(transaction, request.Id, cancellationToken)) return Answered.Before;
        IReadOnlyList<SubscriberProblem> said = request.Kind == RequestKind.Profile ? await ApplyAsync(transaction, request, cancellationToken)
            : await lines.ChangePlanAsync(transaction, request.ContractId!.Value, request.PlanId!.Value, day!.Value, cancellationToken) is { } sentence ? [new("From", sentence)] : [];
        if (said.Count > 0) return new(false, [], said);
        await AnswerAsync(transaction, request, RequestState.Accepted, reason: null, request.Kind == RequestKind.Plan ? day : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Answered.Done;
    }

    public async Task<Answered> RefuseAsync(Request request, string? reason, CancellationToken cancellationToken)
    {
        if (Typed.Line(reason) is not { Length: <= AnswerVoucher.LongestReason } why) return new(false, [new("Reason", "answer.reason-length", AnswerVoucher.LongestReason)], []);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (!await TakeAsync(transaction, request.Id, cancellationToken)) return Answered.Before;
        await AnswerAsync(transaction, request, RequestState.Refused, why, startsOn: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Answered.Done;
    }

    /// <summary>The day from which a plan is best changed: the first that is not billed yet, and not today.</summary>
    public async Task<DateOnly> BestDayAsync(Request request, CancellationToken cancellationToken)
    {
        var tomorrow = (await isp.TodayAsync(cancellationToken)).AddDays(1);
        if (request.ContractId is not { } contract || await charges.NextInvoiceAsync(request.ClientId, contract, planId: null, cancellationToken) is not { } next) return tomorrow;
        var first = next.From >= tomorrow ? next.From : next.To.AddDays(1);
        return first > tomorrow ? first : tomorrow;
    }

    private async Task<IReadOnlyList<SubscriberProblem>> ApplyAsync(IWispTransaction transaction, Request request, CancellationToken cancellationToken) =>
        [.. (await profiles.ApplyAsync(transaction, request.ClientId, request.BeforeAs<OwnData>(), request.WantedAs<OwnData>(), cancellationToken)).Select(said => new SubscriberProblem("", said.Message))];

    private static async Task<bool> TakeAsync(IWispTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql("select state from portal.request where id = $1 for update", id).ValueAsync<string>(cancellationToken) == RequestState.Waiting;

    private async Task AnswerAsync(IWispTransaction transaction, Request request, string state, string? reason, DateOnly? startsOn, CancellationToken cancellationToken)
    {
        await transaction.Connection.Sql(
            "update portal.request set state = $2, reason = $3, starts_on = $4, answered_at = $5, answered_by = $6 where id = $1",
            request.Id, state, reason.As(NpgsqlDbType.Text), startsOn.As(NpgsqlDbType.Date), clock.GetUtcNow(), current.Name).RunAsync(cancellationToken);
        await events.PublishAsync(transaction.Connection, new RequestAnswered(request.Id, request.ClientId, reason, clock.GetUtcNow()), cancellationToken);
    }
}
