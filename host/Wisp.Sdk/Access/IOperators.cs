namespace Wisp.Sdk;

/// <summary>The operators, for modules that point at one. Their ids are stable: an operator is disabled, never deleted.</summary>
public interface IOperators
{
    /// <summary>Lists all operators, disabled ones too.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The operators by name; a few dozen at most ISPs.</returns>
    Task<IReadOnlyList<OperatorName>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>How far permissions of an operator reach now, who need not be the one that asks; one look-up by keys.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="permissions">Keys of the permissions.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The widest scope over the operator's roles for each of the keys; <see cref="PermissionScope.None"/> for all when unknown or disabled.</returns>
    Task<IReadOnlyDictionary<string, PermissionScope>> ScopesAsync(Guid operatorId, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken = default);
}

/// <summary>How an operator is shown to people.</summary>
/// <param name="Id">The operator.</param>
/// <param name="Name">Full name, at most 100 characters.</param>
/// <param name="Email">The address that the operator signs in with; two may share a name, never this.</param>
/// <param name="Active"><c>false</c> when disabled: not to be offered any more.</param>
public sealed record OperatorName(Guid Id, string Name, string Email, bool Active);
