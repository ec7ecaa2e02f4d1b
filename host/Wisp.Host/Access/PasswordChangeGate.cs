using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>Leads an operator who must change the password to that page, whatever was asked for.</summary>
internal sealed class PasswordChangeGate(RequestDelegate next)
{
    private const string Page = "/account/password";
    private static readonly string[] Open = [Page, "/sign-out", "/language", "/isp/logo", "/alive", "/error"];

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.User.HasClaim(claim => claim.Type == OperatorClaims.MustChangePassword)
            || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            return next(context);

        if (context.Request.IsHtmx()) context.Response.Headers["HX-Redirect"] = Page;
        else context.Response.Redirect(Page);
        return Task.CompletedTask;
    }
}
