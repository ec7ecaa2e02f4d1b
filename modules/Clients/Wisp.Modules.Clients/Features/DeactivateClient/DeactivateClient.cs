using Microsoft.EntityFrameworkCore;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Steps;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.DeactivateClient;

internal enum DeactivateOutcome
{
    Done,
    ReasonMissing,
    ReasonTooLong,
    AlreadyDeactivated,
    NotFound,
    StepFailed,
}

/// <summary>What came of it, and the step of another module that failed.</summary>
internal sealed record DeactivateResult(DeactivateOutcome Outcome, string? Step = null)
{
    public static implicit operator DeactivateResult(DeactivateOutcome outcome) => new(outcome);
}

/// <summary>A client is never deleted: it is set apart with its reason, and who cares is told in the same transaction.</summary>
[Feature]
internal sealed class DeactivateClient(
    IDatabase<ClientsDb> database, ClientScopes scopes, LifecycleSteps steps, IEvents events, ICurrentOperator current, TimeProvider clock)
{
    public const int ReasonLimit = 1000;

    /// <param name="id">The client.</param>
    /// <param name="typedReason">Why.</param>
    /// <param name="options">Keys of the steps whose option was ticked.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<DeactivateResult> RunAsync(
        Guid id, string? typedReason, IReadOnlyCollection<string> options, CancellationToken cancellationToken)
    {
        if (!PlainText.TryClean(typedReason?.ReplaceLineEndings("\n"), out var reason) || reason is null || PlainText.HasControlButLineEnds(reason))
            return DeactivateOutcome.ReasonMissing;
        if (!PlainText.Fits(reason, ReasonLimit)) return DeactivateOutcome.ReasonTooLong;
        if (!await scopes.CoversAsync(id, cancellationToken)) return DeactivateOutcome.NotFound;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ClientsDb>();
        // Locked, so that of two presses one is told that it came second.
        var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (client is null) return DeactivateOutcome.NotFound;
        if (client.Status == ClientStatus.Deactivated) return DeactivateOutcome.AlreadyDeactivated;

        client.Deactivate(current.Name, reason, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        if (await steps.DeactivateAsync(transaction, id, reason, client.UpdatedAt, options, cancellationToken) is { } failed)
            return new DeactivateResult(DeactivateOutcome.StepFailed, failed);
        await events.PublishAsync(transaction.Connection, new ClientDeactivated(id, reason, client.UpdatedAt), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return DeactivateOutcome.Done;
    }
}
