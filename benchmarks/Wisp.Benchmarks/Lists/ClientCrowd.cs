using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks.Lists;

/// <summary>Databases of 10,000, 100,000 and 1,000,000 clients; filled once and kept, since the largest takes minutes.</summary>
internal static class ClientCrowd
{
    public const int Small = 10_000;
    public const int Middle = 100_000;
    public const int Large = 1_000_000;

    public static async Task<TestDatabase> OfAsync(int people)
    {
        var kept = await TestDatabase.KeptAsync($"bench_clients_{people}");
        if (await kept.ValueAsync<bool>("select count(*) >= $1 from clients.client", (long)people * 99 / 100)) return kept;
        await using (await WorkerProcess.StartAsync(kept)) await Demo.FillAsync(kept, people);
        await kept.RunAsync("vacuum analyze");
        return kept;
    }

    /// <summary>A copy of such a database, to be changed and thrown away.</summary>
    public static async Task<TestDatabase> CopyAsync(int people) => await TestDatabase.CopyAsync(await OfAsync(people));

    /// <summary>Reads what the server holds into memory, so that no run pays for the one before it.</summary>
    public static async Task WarmAsync(NpgsqlConnection connection)
    {
        await connection.Sql("create extension if not exists pg_prewarm").RunAsync();
        await connection.Sql(
            """
            select sum(pg_prewarm(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'clients' and c.relkind in ('r', 'i') and c.relname like 'client%'
            """).ValueAsync<decimal>();
    }
}
