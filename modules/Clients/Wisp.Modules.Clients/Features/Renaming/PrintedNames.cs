using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Renaming;

/// <summary>Whose name stands on papers that were given out, of many clients at once; for work without an operator at the screen.</summary>
[Feature]
internal sealed class PrintedNames(IEnumerable<IClientNameUse> uses, IContributions contributions)
{
    /// <summary>Of these clients, those whose name was given out. A module that cannot say is taken to have used them all.</summary>
    public async Task<IReadOnlySet<Guid>> OfAsync(IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        var printed = new HashSet<Guid>();
        foreach (var use in uses)
        {
            var told = await contributions.TryAsync(use, () => use.PrintedAsync(clients, cancellationToken), cancellationToken);
            printed.UnionWith(told.Succeeded ? told.Value! : clients);
        }

        return printed;
    }
}
