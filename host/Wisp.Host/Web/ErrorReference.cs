using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Wisp.Host.Web;

/// <summary>Logs an unexpected error under the number that its page shows.</summary>
internal sealed class ErrorReference(ILogger<ErrorReference> logger) : IExceptionHandler
{
    private const int Length = 12;

    /// <summary>The number of this request: the beginning of its trace id.</summary>
    public static string Of(HttpContext context)
    {
        var trace = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        return trace[..Math.Min(trace.Length, Length)];
    }

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        logger.LogError(exception, "Error {Reference} at {Method} {Path}", Of(httpContext), httpContext.Request.Method, path);
        return ValueTask.FromResult(false);
    }
}
