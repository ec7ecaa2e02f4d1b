using Wisp.Sdk;

namespace Wisp.Contracts.Clients;

/// <summary>
/// A tab of the panel beside the list. Its body is a fragment (a page without layout) of the contributing module, asked for when the
/// tab is opened, so that a broken one breaks nothing else. Data stands at order 100, the map at 500, audits at 900.
/// </summary>
public interface IClientPanelTab : IContribution
{
    /// <summary>Where the body comes from. That page states its own permission and checks <see cref="IClientScope"/>.</summary>
    /// <param name="clientId">The client.</param>
    /// <returns>Local URL.</returns>
    string Url(Guid clientId);
}

/// <summary>A card of the client's page, asked for when it comes into view; its body is a fragment like that of a panel tab.</summary>
public interface IClientViewCard : IContribution
{
    /// <summary>Whether it takes the whole width.</summary>
    bool IsWide { get; }

    /// <summary>Where the body comes from. That page states its own permission and checks <see cref="IClientScope"/>.</summary>
    /// <param name="clientId">The client.</param>
    /// <returns>Local URL.</returns>
    string Url(Guid clientId);
}
