using System.Text.Json;
using Wisp.Testing;

namespace Wisp.Benchmarks;

internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Task WriteAsync(IReadOnlyList<Measure> measures) =>
        File.WriteAllTextAsync(Path.Combine(Places.Root, "artifacts", "bench.json"), JsonSerializer.Serialize(measures, Readable));
}
