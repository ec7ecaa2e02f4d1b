using Wisp.Host;
using Wisp.ModuleHost;

try
{
    var builder = WebApplication.CreateBuilder(args);
    var modules = builder.AddWispHost();
    var app = builder.Build();
    app.UseWispHost(modules);
    await app.RunAsync();
    return 0;
}
catch (ModuleStartException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

public partial class Program;
