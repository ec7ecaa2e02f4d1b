using System.Diagnostics;
using System.Globalization;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>Fills a database the way <c>./wisp demo N</c> does, through the import job.</summary>
internal static class Demo
{
    public static async Task FillAsync(TestDatabase database, int people)
    {
        var tool = Places.WorkerAssembly.Replace("Wisp.Worker", "Wisp.Tool", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(tool);
        start.ArgumentList.Add("demo");
        start.ArgumentList.Add(people.ToString(CultureInfo.InvariantCulture));
        start.Environment["Wisp__Database"] = database.App;
        start.Environment["Wisp__RolePrefix"] = Places.RolePrefix;
        start.Environment["Wisp__ModulesPath"] = Places.Modules;
        start.Environment["WISP_MASTER_KEY"] = Convert.ToBase64String(new byte[32]);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"demo failed:\n{output}");
    }
}
