using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Domain;

/// <summary>Why Network itself changes states, as the history keeps it.</summary>
[Feature]
internal sealed class Reasons : IStateReasons
{
    public const string ClientDeactivated = "cliente desactivado";
    public const string Ended = "fin del contrato";
    public const string BulkUpdate = "actualización masiva";
    public const string BulkReverted = "lote revertido";
    public const string Import = "importación de contratos";

    IReadOnlyDictionary<string, Label> IStateReasons.Reasons { get; } = new Dictionary<string, Label>
    {
        [ClientDeactivated] = Label.Of<NetworkText>("reason.client-deactivated"),
        [Ended] = Label.Of<NetworkText>("reason.ended"),
        [BulkUpdate] = Label.Of<NetworkText>("reason.bulk"),
        [BulkReverted] = Label.Of<NetworkText>("reason.bulk-reverted"),
        [Import] = Label.Of<NetworkText>("reason.import"),
    };
}
