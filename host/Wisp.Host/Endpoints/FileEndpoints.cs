using Microsoft.Net.Http.Headers;
using Microsoft.AspNetCore.Identity;
using Wisp.Host.Features.Account;
using Wisp.Host.Features.Jobs;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Endpoints;

/// <summary>Downloads and images.</summary>
internal static class FileEndpoints
{
    private static readonly SignedInAttribute SignedIn = new();

    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/files/{id:guid}", FileAsync).RequireAuthorization(SignedIn);
        routes.MapGet("/jobs/{id:guid}/errors.csv", ErrorsAsync).RequireAuthorization(SignedIn);
        routes.MapGet("/jobs/{id:guid}/warnings.csv", WarningsAsync).RequireAuthorization(SignedIn);
        routes.MapGet("/account/two-factor/key.svg", KeyAsync).RequireAuthorization(SignedIn);
        routes.MapGet("/isp/logo", LogoAsync).AllowAnonymous();
    }

    // Someone else's file answers as a missing one.
    private static async Task<IResult> FileAsync(Guid id, IFileStore files, ResultAccess access, CancellationToken cancellationToken) =>
        await access.FindAsync(id, cancellationToken) is { } file
            ? Results.Stream(files.OpenRead(id), file.ContentType, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""))
            : Results.NotFound();

    private static Task<IResult> ErrorsAsync(Guid id, JobReader jobs, JobErrorFile file, CancellationToken cancellationToken) =>
        ListAsync(id, false, jobs, file, cancellationToken);

    private static Task<IResult> WarningsAsync(Guid id, JobReader jobs, JobErrorFile file, CancellationToken cancellationToken) =>
        ListAsync(id, true, jobs, file, cancellationToken);

    private static async Task<IResult> ListAsync(Guid id, bool warnings, JobReader jobs, JobErrorFile file, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is null
            ? Results.NotFound()
            : Results.Stream(target => file.WriteAsync(id, warnings, target, cancellationToken), "text/csv; charset=utf-8", $"{id:N}.csv");

    private static async Task<IResult> KeyAsync(
        HttpContext context, UserManager<Operator> users, SecondFactor factor, IIsp isp, CancellationToken cancellationToken)
    {
        var user = await users.GetUserAsync(context.User);
        if (user is null || await factor.KeyAsync(user) is not { } key) return Results.NotFound();
        var issuer = $"Wisp {(await isp.SettingsAsync(cancellationToken)).Name}";
        return Results.Text(SecondFactor.Picture(issuer, user.Email!, key), "image/svg+xml");
    }

    private static async Task<IResult> LogoAsync(IIsp isp, IFileStore files, HttpContext context, CancellationToken cancellationToken)
    {
        if ((await isp.SettingsAsync(cancellationToken)).LogoFile is not { } id || await files.FindAsync(id, cancellationToken) is not { } file)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Stream(files.OpenRead(id), file.ContentType);
    }
}
