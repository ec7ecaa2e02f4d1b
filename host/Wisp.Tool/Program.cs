using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Sdk;
using Wisp.Tool.Commands;

var verb = args.FirstOrDefault() ?? "";
if (verb == "rules") return Rules.Print(Environment.CurrentDirectory, Console.Out);

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [] });
builder.Configuration.AddEnvironmentVariables();
builder.Logging.ClearProviders();
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
try
{
    builder.AddWispRuntime(ModuleProcess.Tool);
}
catch (ModuleStartException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

using var app = builder.Build();
return verb switch
{
    "migrate" => await Migrate.RunAsync(app.Services, Console.Out),
    "first-admin" => await FirstAdministrator.RunAsync(app.Services, Console.Out),
    "secret-key" => await SecretKey.RunAsync(app.Services, args[1..], Console.Out),
    "demo" => await DemoCommand.RunAsync(app.Services, args[1..], Console.Out),
    _ => await UsageAsync(),
};

static async Task<int> UsageAsync()
{
    await Console.Error.WriteLineAsync("usage: Wisp.Tool migrate | first-admin | secret-key PURPOSE LENGTH | demo N [--addresses FILE] | rules");
    return 2;
}
