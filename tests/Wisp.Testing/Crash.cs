using System.Diagnostics;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>Ends what Wisp stands on the way a power cut does. Whoever calls runs beside no other test: the server is everybody's.</summary>
public static class Crash
{
    /// <summary>Kills one of PostgreSQL's processes, upon which it ends all others and recovers from its log. Every connection is lost.</summary>
    /// <param name="database">A database on it.</param>
    public static async Task PostgreSqlAsync(TestDatabase database)
    {
        await using var witness = await database.OpenAsync();
        var process = await witness.Sql("select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state, random() limit 1").ValueAsync<int>();
        using (var victim = Process.GetProcessById(process)) victim.Kill();
        await Eventually.BecomesAsync(async () => !await AnswersAsync(() => witness.Sql("select 1").ValueAsync<int>()), isLost => isLost);
        NpgsqlConnection.ClearAllPools();
        await Eventually.BecomesAsync(() => AnswersAsync(() => database.ValueAsync<int>("select 1")), answers => answers);
    }

    private static async Task<bool> AnswersAsync(Func<Task<int>> askAsync)
    {
        try
        {
            return await askAsync() == 1;
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }
}
