using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Subscribers;

[Feature]
internal sealed class SubscriberMail(IDatabase<BillingDb> database, IStringLocalizer<ParametersText> text, IStringLocalizer<SubscriberText> own) : ISubscriberMail
{
    private const string One = "select notify_emails, email_on_invoice, email_on_payment from billing.client where id = $1 and enabled";

    public Task<SubscriberMailChoice?> FindAsync(Guid clientId, CancellationToken cancellationToken) => ReadAsync(database.Source.Sql(One, clientId), cancellationToken);

    public async Task<SubscriberMailChoice?> LockAsync(IWispTransaction transaction, Guid clientId, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        return await ReadAsync(transaction.Connection.Sql($"{One} for update", clientId), cancellationToken);
    }

    public async Task<IReadOnlyList<SubscriberProblem>> SaveAsync(IWispTransaction transaction, Guid clientId, SubscriberMailChoice choice, CancellationToken cancellationToken)
    {
        var (list, fault) = NotifyList.Read(choice.NotifyEmails, text);
        if (fault is not null) return [new(nameof(SubscriberMailChoice.NotifyEmails), fault)];

        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var main = await transaction.Connection.Sql("select email from clients.clients_v1 where id = $1", clientId).ValueAsync<string>(cancellationToken);
        var saved = await transaction.Connection.Sql(
            "update billing.client set notify_emails = $2, email_on_invoice = $3, email_on_payment = $4 where id = $1 and enabled",
            clientId, NotifyList.Without(list, main).As(NpgsqlDbType.Text), choice.EmailOnInvoice, choice.EmailOnPayment).RunAsync(cancellationToken);
        return saved == 1 ? [] : [new("", own["mail.none"])];
    }

    private static async Task<SubscriberMailChoice?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        (await command.ListAsync(row => new SubscriberMailChoice(row.Text(0), row.GetBoolean(1), row.GetBoolean(2)), cancellationToken)).SingleOrDefault();
}
