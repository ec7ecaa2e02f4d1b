using Npgsql;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Modules.Billing.Features.Payments.Mailing;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>Mails a payment and its receipt to the client's main address alone, when its switch is on (MAIL-01, MAIL-02, MAIL-04).</summary>
[Feature]
internal sealed class PaymentMail(IMail mail, ReadPayment read, ReceiptPaper paper, IFileStore files, IIsp isp, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public const string Kind = "billing.payment";

    public async Task QueueAsync(NpgsqlConnection connection, Guid payment, CancellationToken cancellationToken)
    {
        var settings = await isp.SettingsAsync(cancellationToken);
        var found = await connection.Sql(
            $"""
            select k.email, k.name, p.public_id, p.payment_date, p.amount, a.balance, p.client_id,
                   coalesce((select array_agg({PaperSql.Invoice} order by i.first_due_date, i.number)
                             from billing.allocation l join billing.invoice i on i.id = l.invoice_id join billing.point_of_sale s on s.id = i.point_of_sale_id
                             where l.payment_id = p.id and l.undone_at is null), array[]::text[])
            from billing.payment p
            join clients.clients_v1 k on k.id = p.client_id
            join billing.account a on a.client_id = p.client_id
            left join billing.client b on b.id = p.client_id
            where p.id = $1 and k.email is not null and coalesce(b.email_on_payment, true)
            """, payment).ListAsync(
                row => (Email: row.GetString(0), Client: row.GetGuid(6), Model: new PaymentReceived(
                    row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateOnly>(3), row.GetDecimal(4), settings.Currency, row.GetFieldValue<string[]>(7), row.GetDecimal(5))),
                cancellationToken);
        foreach (var (email, client, model) in found)
        {
            var (view, shares) = await read.WithinAsync(connection, payment, cancellationToken);
            using var content = new MemoryStream(paper.Draw(view, shares, settings));
            var file = await files.SaveAsync(new NewFile(paper.FileName(view, settings), "application/pdf", clock.GetUtcNow() + Kept), content, cancellationToken);
            await mail.QueueAsync(
                connection, new MailRequest(Kind, email, model) { Name = model.Name, Culture = PaperLanguage.Name(settings), SubjectId = client, Once = $"{payment}", Files = [file.Id] }, cancellationToken);
        }
    }
}
