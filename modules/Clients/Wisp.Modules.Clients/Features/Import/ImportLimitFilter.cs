using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>
/// Lets a large file through. It runs before the anti-forgery check, which reads the form: the file then lies on disk, not in
/// memory, and a request that announces too much is answered before it is read.
/// </summary>
internal sealed class ImportLimitFilter(ImportLimit limit) : IAsyncAuthorizationFilter
{
    public const int BeforeAntiforgery = 900;
    private const long Megabyte = 1024 * 1024;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)) return;
        var most = (await limit.MegabytesAsync(context.HttpContext.RequestAborted) + 1) * Megabyte;
        if (request.ContentLength > most)
        {
            context.Result = new RedirectResult("/clients/import?tooLarge=true");
            return;
        }

        var features = context.HttpContext.Features;
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = most;
        features.Set<IFormFeature>(new FormFeature(request, new Microsoft.AspNetCore.Http.Features.FormOptions { MultipartBodyLengthLimit = most }));
    }
}
