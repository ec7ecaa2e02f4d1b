using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Wisp.Host.Access;
using Wisp.Host.Features.Health;
using Wisp.Sdk;

namespace Wisp.Host.Endpoints;

/// <summary><c>/alive</c> and <c>/health</c>, for whoever watches the process.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Both answer before anything that needs the database.
        routes.MapGet("/alive", () => Results.Text("alive")).AllowAnonymous().ShortCircuit();
        routes.MapGet("/health", HealthAsync).AllowAnonymous().ShortCircuit();
    }

    private static async Task<IResult> HealthAsync(
        HttpContext context, HealthReport report, ICurrentOperator current, CancellationToken cancellationToken)
    {
        var state = await report.AskAsync(cancellationToken);
        if (!state.Database) return Results.Json(new { status = state.Status }, statusCode: StatusCodes.Status503ServiceUnavailable);
        var signedIn = (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        if (signedIn?.HasClaim(claim => claim.Type == OperatorClaims.MustChangePassword) == false) context.User = signedIn;
        // A stranger learns whether it works, and nothing of what it is made of.
        return Results.Json(current.Can("health.view") ? Details(state) : new { status = state.Status });
    }

    private static object Details(HealthState state) => new
    {
        status = state.Status,
        processes = state.Processes.Select(process => new { process.Kind, process.Machine, process.Version, process.SeenAt, process.Alive }),
        modules = state.Modules.Select(module => new
        {
            module.Id,
            version = module.Manifest?.Version.ToString(),
            state = module.State.ToString().ToLowerInvariant(),
            reason = module.Problem?.Sentence,
        }),
    };
}
