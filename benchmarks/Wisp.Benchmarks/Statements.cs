using System.Diagnostics;
using Npgsql;

namespace Wisp.Benchmarks;

/// <summary>Statements that may take their time.</summary>
internal static class Statements
{
    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>Seconds.</returns>
    public static async Task<double> TimeAsync(NpgsqlConnection connection, string sql)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync(connection, sql);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
