using Npgsql;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>Tells a select that some module got wrong from a database that is not well.</summary>
internal static class ForeignSql
{
    /// <summary>Whether the text or the values of a statement are at fault, or it takes too long.</summary>
    public static bool IsAtFault(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState[..2] is "42" or "22" or "0A" or "21"
            || refused.SqlState is PostgresErrorCodes.ProtocolViolation or PostgresErrorCodes.QueryCanceled,
        NpgsqlException { InnerException: TimeoutException } => true,
        // Values of a type that the driver does not know.
        _ => failure is InvalidCastException or NotSupportedException,
    };
}
