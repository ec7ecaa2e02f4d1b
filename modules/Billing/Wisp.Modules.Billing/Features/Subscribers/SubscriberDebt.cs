using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Promises;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Subscribers;

[Feature]
internal sealed class SubscriberDebt(
    IDatabase<BillingDb> database, CutReasons reasons, MakePromise make, IIsp isp, IStringLocalizer<SubscriberText> text, IStringLocalizer<BillingText> notices, TimeProvider clock)
    : ISubscriberDebt
{
    public async Task<IReadOnlyList<SubscriberCut>> WhyAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var acts = (await reasons.OfAsync(clientId, cancellationToken)).ToDictionary(reason => reason.ContractId);
        var lines = await database.Source.Sql(Held, clientId, await isp.TodayAsync(cancellationToken)).ListAsync(
            row => (Id: row.GetGuid(0), Number: row.GetInt64(1), IsCut: row.GetBoolean(2), ByPerson: row.GetBoolean(3), Since: row.GetFieldValue<DateTimeOffset>(4),
                    IsAutomatic: row.GetBoolean(5), Invoices: row.Text(6) is { } owed ? JsonSerializer.Deserialize<List<SubscriberCutInvoice>>(owed, JsonSerializerOptions.Web)! : []),
            cancellationToken);
        return [.. lines.Select(line => new SubscriberCut(
            line.Id, line.Number, line.IsCut, Sentences(line.ByPerson ? null : acts.GetValueOrDefault(line.Id), line.IsCut, line.ByPerson), line.Since, line.Invoices,
            line.IsAutomatic && !line.ByPerson && line.Invoices.Count > 0))];
    }

    public async Task<SubscriberPromiseTerms?> PromiseTermsAsync(Guid clientId, Guid contractId, CancellationToken cancellationToken) =>
        (await PromiseTermsAsync(clientId, [contractId], cancellationToken)).GetValueOrDefault(contractId);

    public async Task<IReadOnlyDictionary<Guid, SubscriberPromiseTerms>> PromiseTermsAsync(Guid clientId, IReadOnlyCollection<Guid> contractIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var found = await PromiseStanding.FindAsync(connection, contractIds, clock.GetUtcNow(), cancellationToken);
        var today = await isp.TodayAsync(cancellationToken);
        return found.Where(one => one.Value.Client == clientId).ToDictionary(one => one.Key, one => Terms(one.Value, today));
    }

    public async Task<IReadOnlyList<SubscriberProblem>> PromiseAsync(
        IWispTransaction transaction, Guid clientId, Guid contractId, DateOnly until, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var standing = await PromiseStanding.FindAsync(transaction.Connection, contractId, clock.GetUtcNow(), cancellationToken);
        if (standing?.Client != clientId) return [new("", text["contract.none"])];
        return await make.RunAsync(transaction, contractId, standing, until, cancellationToken) is { } problem ? [new(problem.Field, Say(problem))] : [];
    }

    private IReadOnlyList<string> Sentences(CutReason? reason, bool isCut, bool byPerson)
    {
        if (reason is not { Act: "alert" or "cut" or "promise_broken" }) return [text[$"why.{(byPerson ? "person" : "other")}.{(isCut ? "cut" : "alert")}"]];
        return
        [
            text[$"why.{reason.Act}", Day(reason.Day), string.Join(", ", reason.Papers), Day(reason.DueOn), reason.Debt.ToString("N2", CultureInfo.CurrentCulture)],
            .. reason.Notices.Where(notice => notice.Outcome == "queued").Select(notice => text["why.told", notices[$"notice.{notice.Kind}"], Day(notice.Day)].Value),
        ];
    }

    private SubscriberPromiseTerms Terms(PromiseStanding standing, DateOnly today) =>
        new(standing.Refusal is null, standing.Refusal is { } refused ? Say(refused) : null, today, today.AddDays(standing.Longest), standing.OpenUntil);

    // What staff is told of its switches means nothing to a subscriber.
    private string Say(Problem problem) =>
        problem.Key.StartsWith("promise.kept.", StringComparison.Ordinal) ? text["promise.kept"] : text[problem.Key, problem.Arguments];

    private static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? "";

    private const string Held =
        $"""
        select c.id, c.public_id, c.state = 'disabled', c.state_origin in ('operator', 'api'), c.state_changed_at, coalesce(b.automatic_state, true),
               (select jsonb_agg(jsonb_build_object('id', i.id, 'number', {PaperSql.Invoice}, 'dueOn', i.first_due_date, 'balance', i.balance) order by i.first_due_date, i.number)::text
                from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id
                where i.client_id = c.client_id and {Reenable.Holds})
        from network.contracts_v1 c
        cross join billing.settings g
        left join billing.client b on b.id = c.client_id
        where c.client_id = $1 and not c.ended and c.state <> 'enabled'
        order by c.public_id
        """;
}
