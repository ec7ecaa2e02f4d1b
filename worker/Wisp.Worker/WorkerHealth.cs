using Npgsql;
using Wisp.ModuleHost;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Worker;

/// <summary>Whether the worker lives, and whether it can work. It listens on the loopback only.</summary>
internal static class WorkerHealth
{
    public static void MapWorkerHealth(this WebApplication app)
    {
        app.MapGet("/alive", () => Results.Ok("alive"));
        app.MapGet("/health", async (IDatabase<HostDb> database, ModuleCatalog catalog, CancellationToken cancellationToken) =>
        {
            try
            {
                await database.Source.Sql("select 1").RunAsync(cancellationToken);
            }
            catch (NpgsqlException)
            {
                return Results.Json(new { status = "unhealthy", database = "unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            var down = catalog.Modules.Where(m => m.State is ModuleState.Refused or ModuleState.Failed).Select(m => m.Id).ToArray();
            return Results.Json(new { status = down.Length == 0 ? "healthy" : "degraded", down });
        });
    }
}
