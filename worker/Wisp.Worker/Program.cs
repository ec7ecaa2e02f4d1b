using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Runtime.Jobs;
using Wisp.Sdk;
using Wisp.Worker;

try
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.WebHost.UseUrls(WispOptions.From(builder.Configuration).WorkerHealthUrl ?? "http://127.0.0.1:0");
    builder.AddWispRuntime(ModuleProcess.Worker);
    builder.AddWispWorker();
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
    var app = builder.Build();
    app.MapWorkerHealth();
    await app.RunAsync();
    return 0;
}
catch (ModuleStartException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
