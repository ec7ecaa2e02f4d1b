using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>
/// Refuses a file that announces too much before it is read, and keeps a large one on disk. It runs before the anti-forgery check,
/// which reads the form.
/// </summary>
internal sealed class AreaUploadLimit : IAsyncAuthorizationFilter
{
    public const int BeforeAntiforgery = 900;

    public const int Megabytes = 64;

    private const long Most = (Megabytes + 1) * 1024L * 1024;

    public Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)) return Task.CompletedTask;
        if (request.ContentLength > Most)
        {
            context.Result = new RedirectResult("/zones/import?tooLarge=true");
            return Task.CompletedTask;
        }

        var features = context.HttpContext.Features;
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = Most;
        features.Set<IFormFeature>(new FormFeature(request, new FormOptions { MultipartBodyLengthLimit = Most }));
        return Task.CompletedTask;
    }
}
