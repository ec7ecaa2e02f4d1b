using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Diagnostics;

namespace Wisp.Host.SignIn;

/// <summary>The session could not be checked, so nobody is signed in.</summary>
internal sealed record FailedSessionCheck(ExceptionDispatchInfo Failure);

/// <summary>Fails the request whose session could not be checked, instead of taking it for a stranger's.</summary>
internal sealed class SessionCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is null) context.Features.Get<FailedSessionCheck>()?.Failure.Throw();
        return next(context);
    }
}
