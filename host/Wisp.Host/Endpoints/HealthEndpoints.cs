using Wisp.Host.Features.Health;
using Wisp.Sdk;

namespace Wisp.Host.Endpoints;

/// <summary><c>/alive</c> and <c>/health</c>, for whoever watches the process.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alive", () => Results.Text("alive")).AllowAnonymous();
        routes.MapGet("/health", async (HealthReport report, ICurrentOperator current, CancellationToken cancellationToken) =>
        {
            var state = await report.AskAsync(cancellationToken);
            // A stranger learns whether it works, and nothing of what it is made of.
            object answer = current.Can("health.view")
                ? new
                {
                    status = state.Status,
                    database = state.Database ? "reachable" : "unreachable",
                    processes = state.Processes.Select(process => new { process.Kind, process.Machine, process.Version, process.SeenAt, process.Alive }),
                    modules = state.Modules.Select(module => new
                    {
                        module.Id,
                        version = module.Manifest?.Version.ToString(),
                        state = module.State.ToString().ToLowerInvariant(),
                        reason = module.Problem?.Sentence,
                    }),
                }
                : new { status = state.Status };
            return Results.Json(answer, statusCode: state.Database ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
