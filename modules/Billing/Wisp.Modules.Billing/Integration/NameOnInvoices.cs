using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>A client with an issued invoice is not renamed without permission and reason (REN-02).</summary>
[Feature]
internal sealed class NameOnInvoices(IDatabase<BillingDb> database) : IClientNameUse
{
    public string Key => "billing.invoices";

    public Label Label => Label.Of<ExtrasText>("name-use");

    public int Order => 100;

    public string? Permission => null;

    public async Task<IReadOnlySet<Guid>> PrintedAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select c.id from unnest($1) c (id)
        where exists (select from billing.invoice i where i.client_id = c.id and i.issued_on is not null)
        """, (object)clientIds.ToArray()).ListAsync(row => row.GetGuid(0), cancellationToken)).ToHashSet();
}
