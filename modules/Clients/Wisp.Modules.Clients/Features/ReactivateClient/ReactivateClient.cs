using Microsoft.EntityFrameworkCore;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ReactivateClient;

/// <summary>What came of it: done when nothing is taken and it was there.</summary>
internal sealed record ReactivateResult(bool Found, bool WasActive, IReadOnlyList<Taken> Taken)
{
    public bool Done => Found && !WasActive && Taken.Count == 0;
}

[Feature]
internal sealed class ReactivateClient(
    IDatabase<ClientsDb> database, ClientScopes scopes, FindTaken findTaken, IEvents events, TimeProvider clock)
{
    public async Task<ReactivateResult> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await scopes.CoversAsync(id, cancellationToken)) return new ReactivateResult(false, false, []);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ClientsDb>();
        var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (client is null) return new ReactivateResult(false, false, []);
        if (client.Status == ClientStatus.Active) return new ReactivateResult(true, true, []);

        var taken = await findTaken.RunAsync(id, UniqueValues.Of(client), cancellationToken);
        if (taken.Count > 0) return new ReactivateResult(true, false, taken);
        client.Reactivate(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
        {
            return new ReactivateResult(true, false, [new Taken(field, null, null)]);
        }

        await events.PublishAsync(transaction.Connection, new ClientReactivated(id, client.UpdatedAt), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReactivateResult(true, false, []);
    }
}
