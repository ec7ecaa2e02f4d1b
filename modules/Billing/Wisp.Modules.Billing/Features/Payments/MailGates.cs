using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>A switch of the client that was turned off since stops what still waits (MAIL-11).</summary>
[Feature]
internal sealed class PaymentMailGate(IDatabase<BillingDb> database) : IMailGate
{
    public string Kind => PaymentMail.Kind;

    public async Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken)
    {
        var clients = mails.Select(mail => mail.SubjectId).OfType<Guid>().ToArray();
        var off = (await database.Source.Sql("select id from billing.client where id = any ($1) and not email_on_payment", clients)
            .ListAsync(row => row.GetGuid(0), cancellationToken)).ToHashSet();
        return [.. mails.Where(mail => mail.SubjectId is { } client && off.Contains(client)).Select(mail => mail.Id)];
    }
}
