using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// Fields of a module that a mass update can change. The clients are frozen before: the module gets their ids chunk by chunk, first
/// to say what would change, then to change it in one transaction with the other modules', later perhaps to put it back.
/// </summary>
public interface IClientBulkFields : IContribution
{
    /// <summary>The fields, in their order.</summary>
    IReadOnlyList<ClientBulkField> Fields { get; }

    /// <summary>What a field of input <see cref="ClientFilterInput.Choice"/> offers; one is chosen.</summary>
    /// <param name="field">Key of the field.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The options in order.</returns>
    Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken);

    /// <summary>Checks the values themselves, before any client is looked at.</summary>
    /// <param name="values">The module's marked fields with their values.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What is wrong, by field, in the reader's language; empty when nothing is.</returns>
    Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken);

    /// <summary>Says what would become of some clients, set-based and without writing.</summary>
    /// <param name="clientIds">At most 5,000 active clients.</param>
    /// <param name="values">The module's marked fields with their values.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One line a client that would change or must be skipped; clients left out are as wanted already.</returns>
    Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(
        IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken);

    /// <summary>Changes them, set-based; enter the transaction with the module's own id. What equals the stored is not written.</summary>
    /// <param name="transaction">The chunk's transaction, whose batch the audit records.</param>
    /// <param name="clientIds">At most 5,000 clients, none of which a plan just made would skip.</param>
    /// <param name="values">The module's marked fields with their values.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written. A <c>PostgresException</c> makes the caller retry the clients one by one.</returns>
    Task ApplyAsync(
        IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken);

    /// <summary>Puts back, from the audit of a batch, each field that nobody has changed since; enter the transaction with the module's own id.</summary>
    /// <param name="transaction">The chunk's transaction.</param>
    /// <param name="batch">The batch to take back.</param>
    /// <param name="clientIds">At most 5,000 clients of it.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What was put back and what was left alone, a line each.</returns>
    Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken);
}

/// <summary>A field that a mass update can change.</summary>
/// <param name="Key">Stable key, prefixed by the module.</param>
/// <param name="Label">The text shown.</param>
/// <param name="Input">How its value is given: <see cref="ClientFilterInput.Choice"/>, <see cref="ClientFilterInput.YesNo"/> or <see cref="ClientFilterInput.Text"/>.</param>
/// <param name="CanBeCleared">Whether a blank value clears it.</param>
public sealed record ClientBulkField(string Key, Label Label, ClientFilterInput Input, bool CanBeCleared)
{
    /// <summary>What must be known before it is changed, or <c>null</c>.</summary>
    public Label? Warning { get; init; }
}

/// <summary>Values by the key of their field; <c>null</c> clears.</summary>
/// <param name="ByField">The marked fields alone.</param>
public sealed record ClientBulkValues(IReadOnlyDictionary<string, string?> ByField);

/// <summary>What would become of a client.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Changes">What would change.</param>
/// <param name="Skip">Why it must be skipped whole, in the reader's language; <c>null</c> when it may be changed.</param>
public sealed record ClientBulkPlan(Guid ClientId, IReadOnlyList<ClientBulkChange> Changes, string? Skip = null);

/// <summary>One field's change, as people read it.</summary>
/// <param name="Field">Key of the field.</param>
/// <param name="Before">Value before, or <c>null</c> for none.</param>
/// <param name="After">Value after, or <c>null</c> for none.</param>
public sealed record ClientBulkChange(string Field, string? Before, string? After);

/// <summary>What came of putting a field back.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Field">Key of the field.</param>
/// <param name="Restored">Whether it was put back.</param>
/// <param name="Now">What stands there now, as people read it.</param>
/// <param name="Batch">What the batch had written, as people read it.</param>
/// <param name="Reason">Why it was left alone, in the reader's language; <c>null</c> when it was put back.</param>
public sealed record ClientBulkReversal(Guid ClientId, string Field, bool Restored, string? Now, string? Batch, string? Reason);
