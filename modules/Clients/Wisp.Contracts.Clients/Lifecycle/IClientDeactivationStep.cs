using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// What a module does when a client is deactivated, in the same transaction (contracts end, the portal closes). The step always
/// runs; <see cref="IContribution.Permission"/> is needed only to tick its option.
/// </summary>
public interface IClientDeactivationStep : IContribution
{
    /// <summary>What the dialog says before: debt, contracts, and what will end.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Sentences and options; <c>null</c> when the step does not concern the client.</returns>
    Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken);

    /// <summary>Does the step; enter the transaction with the module's own id.</summary>
    /// <param name="transaction">The transaction; the client is marked as deactivated already.</param>
    /// <param name="deactivation">The client, why and when.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written. An exception keeps the client active.</returns>
    Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken);
}

/// <summary>What a module does when a client is reactivated, in the same transaction. What ended stays off unless the step says otherwise.</summary>
public interface IClientReactivationStep : IContribution
{
    /// <summary>What the dialog says before.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Sentences; <c>null</c> when the step does not concern the client.</returns>
    Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken);

    /// <summary>Does the step; enter the transaction with the module's own id.</summary>
    /// <param name="transaction">The transaction; the client is active already.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written. An exception keeps the client deactivated.</returns>
    Task RunAsync(IWispTransaction transaction, Guid clientId, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What a step says of itself before it runs.</summary>
/// <param name="Sentences">What will happen or must be known, in the reader's language.</param>
public sealed record ClientStepPlan(params IReadOnlyList<string> Sentences)
{
    /// <summary>Something that the operator may have done along, off unless ticked, or <c>null</c>.</summary>
    public ClientStepOption? Option { get; init; }
}

/// <summary>Something to tick in the dialog.</summary>
/// <param name="Text">What it does, in the reader's language.</param>
public sealed record ClientStepOption(string Text);

/// <summary>A deactivation in progress.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Reason">Why, as typed; at most 1,000 graphemes.</param>
/// <param name="At">When.</param>
/// <param name="OptionTaken">Whether the operator ticked the step's option.</param>
public sealed record ClientDeactivation(Guid ClientId, string Reason, DateTimeOffset At, bool OptionTaken);
