using Microsoft.EntityFrameworkCore;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Modules.Clients.Features.Steps;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ReactivateClient;

/// <summary>What came of it: done when nothing is taken and it was there.</summary>
/// <param name="Found">Whether there is such a client.</param>
/// <param name="WasActive">Whether it was active already.</param>
/// <param name="Taken">What others hold meanwhile.</param>
/// <param name="FailedStep">The step of another module that failed, or <c>null</c>.</param>
internal sealed record ReactivateResult(bool Found, bool WasActive, IReadOnlyList<Taken> Taken, string? FailedStep = null);

[Feature]
internal sealed class ReactivateClient(
    IDatabase<ClientsDb> database, OpenClient open, FindTaken findTaken, LifecycleSteps steps, IEvents events, TimeProvider clock)
{
    public async Task<ReactivateResult> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(id, cancellationToken) is not { } seen) return new ReactivateResult(false, false, []);
        if (seen.Status == ClientStatus.Active) return new ReactivateResult(true, true, []);
        var taken = await findTaken.RunAsync(id, UniqueValues.Of(seen), cancellationToken);
        if (taken.Count > 0) return new ReactivateResult(true, false, taken);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ClientsDb>();
        var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {id} for update").SingleAsync(cancellationToken);
        if (client.Status == ClientStatus.Active) return new ReactivateResult(true, true, []);
        client.Reactivate(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
        {
            return new ReactivateResult(true, false, [new Taken(field, null, null)]);
        }

        if (await steps.ReactivateAsync(transaction, id, client.UpdatedAt, cancellationToken) is { } failed)
            return new ReactivateResult(true, false, [], failed);
        await events.PublishAsync(transaction.Connection, new ClientReactivated(id, client.UpdatedAt), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReactivateResult(true, false, []);
    }
}
