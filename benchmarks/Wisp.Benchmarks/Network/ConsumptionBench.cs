using Wisp.Testing;

namespace Wisp.Benchmarks.Network;

/// <summary>What accounting leaves: rolled up, and drawn.</summary>
internal static class ConsumptionBench
{
    public static async Task<IReadOnlyList<Measure>> RunAsync(Func<string, bool> wanted)
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await Statements.RunAsync(connection, "create unlogged table if not exists public.bench_contract (id uuid)");
        var graph = wanted("consumption-graph") ? await GraphBench.RunAsync(database, connection) : [];
        return [.. graph, .. wanted("consumption-roll-up") ? await RollUpBench.RunAsync(database, connection) : []];
    }
}
