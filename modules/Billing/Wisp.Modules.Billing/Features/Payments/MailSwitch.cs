using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Invoices.Mailing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>A switch of the client that was turned off since stops what still waits (MAIL-11).</summary>
internal abstract class MailSwitch(IDatabase<BillingDb> database, string kind, string column) : IMailGate
{
    public string Kind => kind;

    public async Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken)
    {
        var clients = mails.Select(mail => mail.SubjectId).OfType<Guid>().ToArray();
        var off = (await database.Source.Sql($"select id from billing.client where id = any ($1) and not {column}", clients)
            .ListAsync(row => row.GetGuid(0), cancellationToken)).ToHashSet();
        return [.. mails.Where(mail => mail.SubjectId is { } client && off.Contains(client)).Select(mail => mail.Id)];
    }
}

[Feature]
internal sealed class PaymentMailSwitch(IDatabase<BillingDb> database) : MailSwitch(database, PaymentMail.Kind, "email_on_payment");

[Feature]
internal sealed class InvoiceMailSwitch(IDatabase<BillingDb> database) : MailSwitch(database, MailInvoicesJob.Kind, "email_on_invoice");
