using Wisp.Benchmarks;
using Wisp.Benchmarks.Lists;
using Wisp.Benchmarks.Zones;

Environment.SetEnvironmentVariable(
    "WISP_TEST_DATABASE",
    Environment.GetEnvironmentVariable("WISP_BENCH_DATABASE")
        ?? throw new InvalidOperationException("Benchmarks need WISP_BENCH_DATABASE, an administrator's connection string: run ./wisp bench."));

// Roles belong to the whole server, and on it a real Wisp has its own.
Environment.SetEnvironmentVariable("WISP_TEST_ROLE_PREFIX", "wisp_bench");

var all = new Dictionary<string, Func<Task<IReadOnlyList<Measure>>>>(StringComparer.Ordinal)
{
    ["bulk"] = BulkBench.RunAsync,
    ["export"] = ExportBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["list"] = ListBench.ListAsync,
    ["search"] = ListBench.SearchAsync,
    ["filter"] = ListBench.FilterAsync,
    ["zones"] = ZonesBench.RunAsync,
};
var unknown = args.Except(all.Keys).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"no benchmark {string.Join(", ", unknown)}; there are {string.Join(", ", all.Keys)}");
    return 2;
}

var measures = new List<Measure>();
foreach (var (name, run) in all)
{
    if (args.Length > 0 && !args.Contains(name)) continue;
    foreach (var measure in await run())
    {
        Console.WriteLine(measure);
        measures.Add(measure);
    }
}

await Report.WriteAsync(measures);
return measures.All(measure => measure.Holds) ? 0 : 1;
