using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.DueNotices;

/// <summary>What still waits to leave is stopped when the client's switch went off (MAIL-11), or nothing that it tells of is owed any more.</summary>
[Feature]
internal sealed class DueNoticeGate(IDatabase<BillingDb> database) : IMailGate
{
    public string Kind => DueNoticesJob.Kind;

    public async Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken)
    {
        var told = mails.Where(mail => mail.SubjectId is not null).ToList();
        return await database.Source.Sql(
            """
            select m.id from unnest($1, $2) m (id, client_id)
            where exists (select from billing.client b where b.id = m.client_id and not b.email_on_invoice)
               or not exists (
                select from billing.due_notice n join billing.invoice i on i.id = n.invoice_id and i.state = 'pending'
                where n.client_id = m.client_id and m.id = any (n.mail_ids))
            """, told.Select(mail => mail.Id).ToArray(), told.Select(mail => mail.SubjectId!.Value).ToArray()).ListAsync(row => row.GetGuid(0), cancellationToken);
    }
}
