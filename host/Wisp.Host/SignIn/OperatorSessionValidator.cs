using System.Runtime.ExceptionServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Wisp.Host.Access;
using Wisp.Runtime.Operators;

namespace Wisp.Host.SignIn;

/// <summary>At least every minute: is the password still the same, the operator enabled, the session open?</summary>
internal sealed class OperatorSessionValidator(
    IOptions<SecurityStampValidatorOptions> options, SignInManager<Operator> signIn, ILoggerFactory loggers, OperatorSessions sessions)
    : SecurityStampValidator<Operator>(options, signIn, loggers)
{
    public override async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await base.ValidateAsync(context);
        }
        catch (Exception e)
        {
            // The cookie handler would throw the same again under the page that reports it.
            context.RejectPrincipal();
            context.HttpContext.Features.Set(new FailedSessionCheck(ExceptionDispatchInfo.Capture(e)));
        }

        // A page left open polls; that is not the operator being there.
        if (context.HttpContext.Request.Headers.ContainsKey(BackgroundPoll.Header)) context.ShouldRenew = false;
    }

    protected override async Task<Operator?> VerifySecurityStamp(ClaimsPrincipal? principal)
    {
        var user = await base.VerifySecurityStamp(principal);
        if (user is null or { Disabled: true } || !Guid.TryParse(principal?.FindFirstValue(OperatorClaims.Session), out var session)) return null;
        return await sessions.SeenAsync(session, user.Id) ? user : null;
    }
}

/// <summary>Requests that a page makes by itself say so, so that they do not keep a session alive.</summary>
internal static class BackgroundPoll
{
    public const string Header = "X-Wisp-Poll";
}
