namespace Wisp.Host.Web;

/// <summary>A URL that nothing answers is "not found" for everybody, before anybody is asked who he is.</summary>
internal sealed class UnknownPage(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
