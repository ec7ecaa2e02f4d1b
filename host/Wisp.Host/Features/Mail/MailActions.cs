using Microsoft.Extensions.Localization;
using Wisp.Runtime.Mail;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Mail;

/// <summary>Sends messages again, or stops them: one at once, all that a filter finds by the worker.</summary>
[Feature]
public sealed class MailActions(IDatabase<HostDb> database, MailBook book, IJobs jobs, ICurrentOperator current, IStringLocalizer<HostText> text)
{
    /// <returns>Whether it could be done.</returns>
    public async Task<bool> RunAsync(string change, Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var changed = await MailChange.RunAsync(transaction.Connection, change, "id = $1", [id], current.Name, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed == 1;
    }

    /// <returns>The job; <c>null</c> when that cannot be done with all of this state, or there is none.</returns>
    public async Task<Guid?> RunAllAsync(string change, MailFilter filter, CancellationToken cancellationToken)
    {
        if (!MailChange.IsFor(change, filter.State) || await book.NewestAsync(filter, cancellationToken) is not { } newest) return null;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var job = await jobs.EnqueueAsync(
            transaction.Connection,
            new JobRequest("host.change-mail", new ChangeMail(change, await book.SelectionAsync(filter, cancellationToken), newest))
            {
                Title = text[change == MailChange.Resend ? "mail.resend-all" : "mail.stop-all"], ReturnUrl = "/mail" + filter.Query(),
            },
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
