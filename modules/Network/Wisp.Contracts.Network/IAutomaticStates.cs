namespace Wisp.Contracts.Network;

/// <summary>
/// Extension point: whoever keeps the switch "Estado automático" of clients answers here. Without an implementation every client's state is
/// automatic; with several, a client that any of them names is left alone.
/// </summary>
public interface IAutomaticStates
{
    /// <summary>
    /// The clients whose contracts the system leaves alone: a constant select of one column of client ids, without parameters and NULLs, over
    /// published views. It becomes part of one statement that runs in the role of Network.
    /// </summary>
    string ManualClients { get; }
}
