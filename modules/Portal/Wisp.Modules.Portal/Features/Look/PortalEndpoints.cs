using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Look;

/// <summary>What the portal answers beside its pages.</summary>
internal static class PortalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portal/logo", LogoAsync).AllowAnonymous();
        routes.MapPost("/portal/sign-out", SignOutAsync).RequireAuthorization(SubscriberIdentity.Anybody);
        routes.MapPost("/portal/language", Language).RequireAuthorization(SubscriberIdentity.Anybody);
    }

    private static async Task<IResult> LogoAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        var files = services.GetRequiredService<IFileStore>();
        if ((await services.GetRequiredService<ReadPortal>().ReadAsync(cancellationToken)).LogoFile is not { } id || await files.FindAsync(id, cancellationToken) is not { } file)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(files.OpenRead(id), file.ContentType);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var session = context.Features.Get<OpenSession>();
        if (session is not null)
            await context.RequestServices.GetRequiredService<SubscriberSessions>().EndAsync(session.ClientId, one: session.Id, cancellationToken: cancellationToken);
        await context.SignOutAsync(SubscriberIdentity.Scheme);
        return Results.LocalRedirect(session?.OperatorName is null ? "/portal/sign-in" : $"/subscribers/{session.ClientId}");
    }

    private static IResult Language([FromForm] string? language, [FromForm] string? returnUrl, HttpContext context) =>
        ReaderLanguage.Keep(context, language) ? Results.LocalRedirect(PortalUrl.Or(returnUrl)) : Results.BadRequest();
}
