using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// Says whose name stands on papers that were given out. Their names change only with the permission <c>clients.rename</c> and a
/// reason. The label names the papers: "issued invoices".
/// </summary>
public interface IClientNameUse : IContribution
{
    /// <summary>Of these clients, those whose name was given out.</summary>
    /// <param name="clientIds">The clients.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>A part of <paramref name="clientIds"/>.</returns>
    Task<IReadOnlySet<Guid>> PrintedAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken);
}
