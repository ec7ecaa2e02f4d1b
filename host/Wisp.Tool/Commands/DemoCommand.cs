using System.Globalization;
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;
using Wisp.Tool.Demo;

namespace Wisp.Tool.Commands;

/// <summary><c>demo N</c>: made-up people of the ISP's country at real addresses, through the same import job that an operator uses.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output)
    {
        if (args.Length == 0 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out var people) || people < 1)
        {
            await output.WriteLineAsync("usage: demo N [--addresses FILE]");
            return 2;
        }

        var addresses = args.Length > 2 && args[1] == "--addresses" ? args[2] : null;
        var file = await StoreAsync(services, people, addresses);
        var job = await EnqueueAsync(services, people, file);
        return await WatchAsync(services.GetRequiredService<IJobs>(), job, output);
    }

    private static async Task<Guid> StoreAsync(IServiceProvider services, int people, string? addresses)
    {
        var country = (await services.GetRequiredService<IIsp>().SettingsAsync()).Country;
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            await using var stream = pipe.Writer.AsStream();
            await DemoPeople.WriteAsync(people, addresses, country, stream);
        });
        await using var content = pipe.Reader.AsStream();
        var stored = await services.GetRequiredService<IFileStore>().SaveAsync(
            new NewFile($"demo-{people}.csv", "text/csv", services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(7)), content);
        await writing;
        return stored.Id;
    }

    private static async Task<Guid> EnqueueAsync(IServiceProvider services, int people, Guid file)
    {
        await using var transaction = await services.GetRequiredService<IModuleConnections>().BeginAsync("host", CancellationToken.None);
        var request = new JobRequest("clients.import", new { FileId = file, Format = new TableFormat("utf-8", ";"), DryRun = false, CreatePlaces = true })
        {
            Title = $"demo-{people}.csv",
        };
        var job = await services.GetRequiredService<IJobs>().EnqueueAsync(transaction.Connection, request);
        await transaction.CommitAsync();
        return job;
    }

    private static async Task<int> WatchAsync(IJobs jobs, Guid id, TextWriter output)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await tick.WaitForNextTickAsync())
        {
            var job = (await jobs.FindAsync(id))!;
            await output.WriteLineAsync($"{job.State}: {job.Counts.Done} done, {job.Counts.Skipped} unchanged, {job.Counts.Errors} errors");
            if (job.State is JobState.Done) return 0;
            if (job.State is JobState.Failed or JobState.Cancelled)
            {
                await output.WriteLineAsync(job.Failure ?? "");
                return 1;
            }
        }

        return 1;
    }
}
