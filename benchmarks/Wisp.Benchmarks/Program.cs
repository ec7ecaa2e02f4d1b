using Wisp.Benchmarks;
using Wisp.Benchmarks.Lists;
using Wisp.Benchmarks.Network;
using Wisp.Benchmarks.Zones;

Environment.SetEnvironmentVariable(
    "WISP_TEST_DATABASE",
    Environment.GetEnvironmentVariable("WISP_BENCH_DATABASE")
        ?? throw new InvalidOperationException("Benchmarks need WISP_BENCH_DATABASE, an administrator's connection string: run ./wisp bench."));

// Roles belong to the whole server, and on it a real Wisp has its own.
Environment.SetEnvironmentVariable("WISP_TEST_ROLE_PREFIX", "wisp_bench");

Bench[] all =
[
    new("billing", ["billing-run", "billing-million"], BillingBench.RunAsync),
    new("billing-pages", BillingPagesBench.Parts, BillingPagesBench.RunAsync),
    new("bulk", [], _ => BulkBench.RunAsync()),
    new("consumption", ["consumption-graph", "consumption-roll-up"], ConsumptionBench.RunAsync),
    new("export", ["export-csv", "export-xlsx"], ExportBench.RunAsync),
    new("import", [], _ => ImportBench.RunAsync()),
    new("mail", [], _ => MailBench.RunAsync()),
    new("portal", [], _ => PortalBench.RunAsync()),
    new("radius", [], _ => RadiusBench.RunAsync()),
    new("list", ["list-after-10000", "list-by-email", "list-growth"], ListBench.ListAsync),
    new("search", ["search-growth"], ListBench.SearchAsync),
    new("filter", ["filter-wide", "filter-narrow", "filter-text"], ListBench.FilterAsync),
    new("zones", [], _ => ZonesBench.RunAsync()),
];
var unknown = args.Where(word => !all.Any(bench => bench.Knows(word))).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync(
        $"no benchmark {string.Join(", ", unknown)}; there are {string.Join(", ", all.SelectMany(bench => bench.Parts.Prepend(bench.Name)))}");
    return 2;
}

var measures = new List<Measure>();
foreach (var bench in all.Where(bench => args.Length == 0 || args.Any(bench.Knows)))
{
    foreach (var measure in await bench.RunAsync(part => bench.Wants(part, args)))
    {
        Console.WriteLine(measure);
        measures.Add(measure);
    }
}

await Report.WriteAsync(measures);
return measures.All(measure => measure.Holds) ? 0 : 1;
