using System.Net.Sockets;
using Npgsql;

namespace Wisp.Runtime.Database;

/// <summary>Tells a database that is gone from one that refused something.</summary>
internal static class LostDatabase
{
    private const string TooManyConnections = "53300";

    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        PostgresException told => told.SqlState.StartsWith("08", StringComparison.Ordinal) || told.SqlState.StartsWith("57P", StringComparison.Ordinal) || told.SqlState == TooManyConnections,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => Is(failure.InnerException),
    };
}
