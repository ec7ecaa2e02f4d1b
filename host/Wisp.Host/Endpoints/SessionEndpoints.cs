using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Wisp.Host.SignIn;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Endpoints;

/// <summary>Leaving, and the language; both by POST.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", async (OperatorSignIn signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).AllowAnonymous();
        routes.MapPost("/language", LanguageAsync).AllowAnonymous();
    }

    private static async Task<IResult> LanguageAsync(
        [FromForm] string language, [FromForm] string? returnUrl, HttpContext context, UserManager<Operator> users, OperatorSignIn signIn)
    {
        if (!ReaderLanguage.Keep(context, language)) return Results.BadRequest();
        if (await users.GetUserAsync(context.User) is { } user)
        {
            user.Language = language;
            await users.UpdateAsync(user);
            await signIn.RefreshSignInAsync(user);
        }

        return Results.LocalRedirect(LocalUrl.Or(returnUrl, "/"));
    }
}
