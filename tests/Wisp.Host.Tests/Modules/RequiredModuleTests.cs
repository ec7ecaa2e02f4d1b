using System.Diagnostics;
using Wisp.ModuleHost.Tests;
using Wisp.Testing;

namespace Wisp.Host.Tests.Modules;

public sealed class RequiredModuleTests
{
    [Fact]
    public async Task Without_a_required_module_the_process_ends_with_one_sentence()
    {
        await using var database = await TestDatabase.CloneAsync();
        using var folder = new ModulesFolder();
        folder.AddShipped();
        folder.Install("faulty", "throws", required: true);

        var (code, errors) = await RunAsync(database.App, folder.Path);

        Assert.Equal(1, code);
        Assert.Equal("Wisp cannot start: the required module throws 1.0.0 failed: Its Configure failed: The stars stand wrong.", errors[^1]);
        Assert.DoesNotContain(errors, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_database_the_process_ends_with_one_sentence()
    {
        using var folder = new ModulesFolder();
        folder.AddShipped();

        var (code, errors) = await RunAsync("Host=127.0.0.1;Port=1;Username=wisp_app;Password=geheim;Database=none;Timeout=2", folder.Path);

        Assert.Equal(1, code);
        Assert.StartsWith("Wisp cannot start: the database does not answer", errors[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(errors, line => line.Contains("geheim", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    private static async Task<(int Code, List<string> Errors)> RunAsync(string database, string modules)
    {
        var assembly = Path.Combine(Places.Root, "artifacts", "bin", "Wisp.Host", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Wisp.Host.dll");
        var start = new ProcessStartInfo("dotnet", assembly) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Wisp__Database"] = database;
        start.Environment["Wisp__ModulesPath"] = modules;
        start.Environment["WISP_MASTER_KEY"] = Convert.ToBase64String(new byte[32]);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
