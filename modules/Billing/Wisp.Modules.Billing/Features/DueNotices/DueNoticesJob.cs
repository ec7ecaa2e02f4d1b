using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.DueNotices;

/// <summary>Where the mailing stands: the last client, and mails until now.</summary>
internal sealed record NoticesCursor(Guid? After, long Mails);

/// <summary>
/// Mails the notices that wait: one message a client, to his main address and each of "Emails a notificar" (AUT-08, MAIL-02, 03, 09), with all
/// that the day's check found. What is not so any more, or not wanted, is kept as such and never mailed.
/// </summary>
internal sealed class DueNoticesJob(IIsp isp, IStringLocalizer<BillingText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.due-notices";
    public const string Kind = "billing.due-notice";
    private const int ClientsAtOnce = 1000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var cursor = step.Cursor<NoticesCursor>() ?? new NoticesCursor(null, 0);
        var connection = step.Transaction.Connection;
        var (settings, today) = (await isp.SettingsAsync(cancellationToken), await isp.TodayAsync(cancellationToken));
        // Another job that does the same is awaited, so that a client's notices stay in one message.
        await connection.Sql("select pg_advisory_xact_lock(hashtextextended('billing.due-notices', 0))").RunAsync(cancellationToken);
        var told = await connection.Sql(Statement, today, clock.GetUtcNow(), PaperLanguage.Name(settings), cursor.After.As(NpgsqlDbType.Uuid))
            .ListAsync(row => (Last: row.Maybe<Guid>(0), Mails: row.GetInt64(1)), cancellationToken);
        if (told[0].Last is not { } last) return StepResult.Done();
        var next = new NoticesCursor(last, cursor.Mails + told[0].Mails);
        await step.ReportAsync(new JobCounts(next.Mails, null, 0, 0), text["notices.done", next.Mails]);
        return StepResult.Continue(next);
    }

    private static readonly string Statement =
        $"""
        with chosen as materialized (
            select n.client_id from billing.due_notice n where n.outcome is null and ($4 is null or n.client_id > $4)
            group by n.client_id order by n.client_id limit {ClientsAtOnce}),
        told as materialized (
            select n.invoice_id, n.kind, n.client_id, c.public_id as contract, {PaperSql.Invoice} as paper, i.first_due_date, i.second_due_date, i.currency, i.balance,
                   case when i.state <> 'pending' then 'settled'
                        when n.kind = 'due' and i.first_due_date < $1 or n.kind = 'alert' and c.state is distinct from 'alerted'
                          or n.kind = 'cut' and c.state is distinct from 'disabled' then 'passed'
                        when k.status is distinct from 'active' or not coalesce(b.email_on_invoice, true) then 'unwanted'
                        when k.email is null then 'no_address'
                        else 'queued' end as outcome
            from chosen
            join billing.due_notice n on n.client_id = chosen.client_id and n.outcome is null
            join billing.invoice i on i.id = n.invoice_id
            join billing.point_of_sale s on s.id = i.point_of_sale_id
            left join network.contracts_v1 c on c.id = n.contract_id
            left join clients.clients_v1 k on k.id = n.client_id
            left join billing.client b on b.id = n.client_id),
        letter as materialized (
            select t.client_id, jsonb_agg(jsonb_build_object(
                'kind', t.kind, 'contract', t.contract, 'paper', t.paper, 'dueOn', t.first_due_date, 'secondDueOn', t.second_due_date,
                'currency', t.currency, 'balance', t.balance) order by t.first_due_date, t.paper) as lines
            from told t where t.outcome = 'queued' group by t.client_id),
        address as materialized (
            select distinct on (l.client_id, lower(a.address)) l.client_id, k.name, a.address, l.lines
            from letter l
            join clients.clients_v1 k on k.id = l.client_id
            left join billing.client b on b.id = l.client_id
            cross join lateral unnest(array_prepend(k.email::text, string_to_array(coalesce(b.notify_emails, ''), ','))) with ordinality a (address, place)
            order by l.client_id, lower(a.address), a.place),
        mailed as materialized (
            select client_id, array_agg(host.queue_mail('{Kind}', address, name, $3, client_id, jsonb_build_object('name', name, 'lines', lines), null, null, null, null)) as ids
            from address group by client_id),
        kept as (
            update billing.due_notice n set outcome = t.outcome, day = $1, at = $2, mail_ids = case t.outcome when 'queued' then m.ids else array[]::uuid[] end
            from told t left join mailed m on m.client_id = t.client_id
            where n.invoice_id = t.invoice_id and n.kind = t.kind)
        select (select client_id from chosen order by client_id desc limit 1), (select coalesce(sum(cardinality(ids)), 0)::bigint from mailed)
        """;
}
