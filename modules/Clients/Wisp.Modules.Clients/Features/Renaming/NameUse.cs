using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Renaming;

/// <summary>Whether a client's name stands on papers that were given out, so that a new one wants permission and reason (REN-02).</summary>
[Feature]
internal sealed class NameUse(IEnumerable<IClientNameUse> uses, IContributions contributions, ICurrentOperator current, IStringLocalizerFactory texts)
{
    public const int ReasonLimit = 1000;

    public bool MayRename => current.Can(ClientPermissions.Rename);

    /// <summary>What the name stands on, in words; empty when it is free.</summary>
    public async Task<IReadOnlyList<string>> PapersAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var papers = new List<string>();
        foreach (var use in uses.OrderBy(use => use.Order))
            if ((await PrintedAsync(use, [clientId], cancellationToken)).Contains(clientId)) papers.Add(texts.Text(use.Label));
        return papers;
    }

    /// <summary>Of these clients, those whose name was given out.</summary>
    public async Task<IReadOnlySet<Guid>> PrintedAsync(IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        var printed = new HashSet<Guid>();
        foreach (var use in uses) printed.UnionWith(await PrintedAsync(use, clients, cancellationToken));
        return printed;
    }

    // A module that cannot say is taken to have used them all.
    private async Task<IReadOnlyCollection<Guid>> PrintedAsync(IClientNameUse use, IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        var told = await contributions.TryAsync(use, () => use.PrintedAsync(clients, cancellationToken), cancellationToken);
        return told.Succeeded ? told.Value! : clients;
    }
}
