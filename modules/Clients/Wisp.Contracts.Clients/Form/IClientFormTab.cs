using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// A tab of the client form, after "Básico", on create and on edit. All tabs are checked first and then saved in one transaction,
/// or nothing is. A reader without the permission does not get the tab, and its fields are not touched.
/// </summary>
public interface IClientFormTab : IContribution
{
    /// <summary>
    /// Path of the partial view that draws the fields, in the contributing module: <c>/Areas/Billing/Pages/_ClientTab.cshtml</c>. Fields
    /// are named with the tab's key and a dot in front: <c>billing.client.enabled</c>.
    /// </summary>
    string View { get; }

    /// <summary>The model that the view draws.</summary>
    /// <param name="request">The client and what was typed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The model.</returns>
    Task<object> DrawAsync(ClientFormRequest request, CancellationToken cancellationToken);

    /// <summary>Checks what was typed, without writing anything.</summary>
    /// <param name="request">The client and what was typed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What is wrong; empty when it may be saved.</returns>
    Task<IReadOnlyList<ClientFormProblem>> CheckAsync(ClientFormRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Saves what was checked, in the shared transaction; enter it with the module's own id. What equals the stored is not written: so
    /// the form knows a save without a change.
    /// </summary>
    /// <param name="transaction">The transaction; the client's own row is written already.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What turned out wrong after all, for instance another's save meanwhile: then nothing is kept of any tab.</returns>
    Task<IReadOnlyList<ClientFormProblem>> SaveAsync(
        IWispTransaction transaction, Guid clientId, ClientFormInput input, CancellationToken cancellationToken);
}

/// <summary>One drawing or check of the form.</summary>
/// <param name="ClientId">The client, or <c>null</c> for one that is being made.</param>
/// <param name="Country">The client's country, ISO 3166-1 alpha-2.</param>
/// <param name="Input">What was typed, or <c>null</c> when the form is opened.</param>
/// <param name="Problems">What the tab said was wrong with it, when the form comes back.</param>
public sealed record ClientFormRequest(Guid? ClientId, string Country, ClientFormInput? Input, IReadOnlyList<ClientFormProblem> Problems);

/// <summary>The fields of one tab, as typed.</summary>
/// <param name="fields">Values by the name after the tab's key and dot.</param>
public sealed class ClientFormInput(IReadOnlyDictionary<string, IReadOnlyList<string>> fields)
{
    /// <summary>The first value of a field, trimmed.</summary>
    /// <param name="field">Name without the tab's key.</param>
    /// <returns>The value; <c>null</c> when blank or absent.</returns>
    public string? this[string field] => All(field).Select(value => value.Trim()).FirstOrDefault(value => value.Length > 0);

    /// <summary>All values of a field.</summary>
    /// <param name="field">Name without the tab's key.</param>
    /// <returns>The values as typed.</returns>
    public IReadOnlyList<string> All(string field) => fields.GetValueOrDefault(field) ?? [];

    /// <summary>A check box or hidden field that says true.</summary>
    /// <param name="field">Name without the tab's key.</param>
    /// <returns>Whether any of its values is <c>true</c>.</returns>
    public bool Yes(string field) => All(field).Contains("true", StringComparer.OrdinalIgnoreCase);
}

/// <summary>Something wrong with a field of a tab.</summary>
/// <param name="Field">Name without the tab's key; the field's element id is <c>key.field</c>.</param>
/// <param name="Label">What the reader knows the field as.</param>
/// <param name="Message">What is wrong: value and rule, in the reader's language.</param>
public sealed record ClientFormProblem(string Field, string Label, string Message);
