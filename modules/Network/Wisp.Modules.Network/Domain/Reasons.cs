namespace Wisp.Modules.Network.Domain;

/// <summary>Reasons that Wisp itself gives for a state; stored as they stand here and shown in the reader's language.</summary>
internal static class Reasons
{
    public const string ClientDeactivated = "cliente desactivado";
    public const string Ended = "fin del contrato";
    public const string BulkUpdate = "actualización masiva";
    public const string BulkReverted = "lote revertido";
    public const string Import = "importación de contratos";

    /// <summary>Key of the reason's text, or <c>null</c> of what a person wrote.</summary>
    public static string? Key(string reason) => reason switch
    {
        ClientDeactivated => "reason.client-deactivated",
        Ended => "reason.ended",
        BulkUpdate => "reason.bulk",
        BulkReverted => "reason.bulk-reverted",
        Import => "reason.import",
        _ => null,
    };
}
