using Wisp.Sdk;

namespace Wisp.Contracts.Network;

/// <summary>
/// Extension point: names the reasons that a module gives with <see cref="ContractStateRequest.Reason"/>, so that every reader sees them in his
/// language. A reason that no module names is shown as it is stored. Register it with the module's services.
/// </summary>
public interface IStateReasons
{
    /// <summary>Stored reason to what people are shown.</summary>
    IReadOnlyDictionary<string, Label> Reasons { get; }
}
