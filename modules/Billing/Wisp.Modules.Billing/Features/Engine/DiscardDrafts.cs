using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>Throws drafts away: their rows stay, void and without a number, and their days are free to be billed again.</summary>
[Feature]
internal sealed class DiscardDrafts
{
    public async Task RunAsync(IWispTransaction transaction, IReadOnlyCollection<Guid> drafts, CancellationToken cancellationToken)
    {
        var ids = await transaction.Connection.Sql(
            "update billing.invoice set state = 'void' where id = any ($1) and state = 'draft' returning id", drafts.ToArray())
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        await transaction.Connection.Sql("delete from billing.period where invoice_id = any ($1)", ids.ToArray()).RunAsync(cancellationToken);
    }
}
