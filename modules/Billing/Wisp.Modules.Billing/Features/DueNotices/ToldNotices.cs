using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.DueNotices;

/// <summary>What a client was told by mail of an unpaid invoice, or why he was not.</summary>
internal sealed record ToldNotice(string Kind, string Outcome, DateOnly Day);

/// <summary>What was told of one invoice; that it was paid by then, or the day passed, is nothing to tell.</summary>
[Feature]
internal sealed class ToldNotices(IDatabase<BillingDb> database)
{
    /// <summary>Over a notice <c>n</c>.</summary>
    public const string Shown = "n.outcome in ('queued', 'off', 'unwanted', 'no_address')";

    public Task<List<ToldNotice>> OfAsync(Guid invoice, CancellationToken cancellationToken) => database.Source.Sql(
        $"select n.kind, n.outcome, n.day from billing.due_notice n where n.invoice_id = $1 and {Shown} order by n.day, n.kind", invoice)
        .ListAsync(row => new ToldNotice(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2)), cancellationToken);
}
