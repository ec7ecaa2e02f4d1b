using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Wisp.Host.Web;

/// <summary>
/// Refuses an unsafe request to an endpoint without the token. Pages are checked by MVC, which knows their upload limits. An endpoint that is called by machines opts out with <c>DisableAntiforgery()</c>.
/// </summary>
internal sealed class AntiforgeryGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        var endpoint = context.GetEndpoint();
        var checkedElsewhere = endpoint?.Metadata.GetMetadata<PageActionDescriptor>() is not null
            || endpoint?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false };
        if (safe || checkedElsewhere || await HasTokenAsync(context)) await next(context);
        else context.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task<bool> HasTokenAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot be read at all.
            return false;
        }
    }
}
