using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices.Mailing;

/// <summary>
/// Mails issued invoices with their papers: one message for the main address and one for each of "Emails a notificar" (MAIL-01, 02, 03, 09), once
/// each whatever breaks off in between; once more with the fiscal paper when an authority has authorised them later (SM-I3). What is wanted is
/// read when it is sent, not when it was issued.
/// </summary>
internal sealed class MailInvoicesJob(IMail mail, IFileStore files, InvoicePaper paper, IIsp isp, IStringLocalizer<BillingText> text, TimeProvider clock) : IJob
{
    public const string Key = "billing.mail-invoices";
    public const string Kind = "billing.invoice";
    private const int ChunkSize = 50;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var done = step.Cursor<long>();
        var connection = step.Transaction.Connection;
        var wanted = await connection.Sql(
            $"""
            select i.id, case when coalesce(b.email_on_invoice, true) then k.email end, b.notify_emails
            from billing.invoice i
            join clients.clients_v1 k on k.id = i.client_id
            left join billing.client b on b.id = i.client_id
            where i.documents_at is null and i.state in ('pending', 'paid')
            order by i.issued_at, i.id limit {ChunkSize}
            for update of i skip locked
            """).ListAsync(Wanted.Read, cancellationToken);
        await MailAsync(step, wanted, cancellationToken);
        await connection.Sql(
            """
            with mailed as (update billing.invoice set documents_at = $2 where id = any ($1) returning id)
            update billing.fiscal_document d set mailed_at = $2 from mailed m where d.id = m.id and d.authorized_at is not null
            """, wanted.Select(one => one.Id).ToArray(), clock.GetUtcNow()).RunAsync(cancellationToken);
        var authorized = await connection.Sql(
            $"""
            select i.id, case when coalesce(b.email_on_invoice, true) and i.state in ('pending', 'paid') then k.email end, b.notify_emails
            from billing.fiscal_document d
            join billing.invoice i on i.id = d.id
            join clients.clients_v1 k on k.id = i.client_id
            left join billing.client b on b.id = i.client_id
            where d.authorized_at is not null and d.mailed_at is null and not d.is_note
            order by d.authorized_at limit {ChunkSize}
            for update of d skip locked
            """).ListAsync(Wanted.Read, cancellationToken);
        await MailAsync(step, authorized, cancellationToken);
        await connection.Sql("update billing.fiscal_document set mailed_at = $2 where id = any ($1)", authorized.Select(one => one.Id).ToArray(), clock.GetUtcNow())
            .RunAsync(cancellationToken);
        var found = wanted.Count + authorized.Count;
        if (found == 0) return StepResult.Done();
        await step.ReportAsync(new JobCounts(done + found, null, 0, 0), text["mail.invoices.done", done + found]);
        return StepResult.Continue(done + found);
    }

    private async Task MailAsync(JobStep step, IReadOnlyCollection<Wanted> wanted, CancellationToken cancellationToken)
    {
        var mailed = wanted.Where(one => one.Email is not null).ToDictionary(one => one.Id);
        if (mailed.Count == 0) return;
        var settings = await isp.SettingsAsync(cancellationToken);
        foreach (var invoice in await ReadInvoice.AllAsync(step.Transaction.Connection, [.. mailed.Keys], cancellationToken))
            await MailAsync(step, invoice, settings, mailed[invoice.Id].Addresses, cancellationToken);
    }

    private async Task MailAsync(JobStep step, InvoiceView invoice, IspSettings settings, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(paper.Draw(invoice, settings));
        var file = await files.SaveAsync(new NewFile($"{invoice.Kind} {invoice.Paper}.pdf", "application/pdf", clock.GetUtcNow() + Kept), content, cancellationToken);
        var model = new InvoiceIssued(
            invoice.Client!.Name, $"{invoice.Kind} {invoice.Paper}", invoice.From, invoice.To, invoice.Gross, invoice.Balance, invoice.Currency, invoice.FirstDue!.Value);
        foreach (var address in addresses.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await mail.QueueAsync(
                step.Transaction.Connection,
                new MailRequest(Kind, address, model) { Name = model.Name, Culture = PaperLanguage.Name(settings), SubjectId = invoice.ClientId, Files = [file.Id] },
                cancellationToken);
        }
    }

    /// <param name="Email">The main address, or <c>null</c> when nothing is to be mailed.</param>
    private sealed record Wanted(Guid Id, string? Email, string? Others)
    {
        public IEnumerable<string> Addresses => [Email!, .. (Others ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

        public static Wanted Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.Text(1), row.Text(2));
    }
}
