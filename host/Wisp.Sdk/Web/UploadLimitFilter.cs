using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Wisp.Sdk;

/// <summary>
/// How large an upload to a page may be: a request that announces more is answered before it is read, and what is let through lies on
/// disk, not in memory. Derive it and state it on the page as <c>[TypeFilter&lt;YourLimit&gt;(Order = YourLimit.BeforeAntiforgery)]</c>.
/// </summary>
public abstract class UploadLimitFilter : IAsyncAuthorizationFilter
{
    /// <summary>The order to state it with: it must run before the anti-forgery check, which reads the form.</summary>
    public const int BeforeAntiforgery = 900;

    private const long Megabyte = 1024 * 1024;

    /// <summary>Local URL, of the page itself, that says the upload was too large.</summary>
    protected abstract string TooLargeUrl { get; }

    /// <inheritdoc/>
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)) return;
        // The form around the file is never as long as a megabyte.
        var most = (await MegabytesAsync(context.HttpContext.RequestAborted) + 1) * Megabyte;
        if (request.ContentLength > most)
        {
            context.Result = new RedirectResult(TooLargeUrl);
            return;
        }

        var features = context.HttpContext.Features;
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = most;
        features.Set<IFormFeature>(new FormFeature(request, new FormOptions { MultipartBodyLengthLimit = most }));
    }

    /// <summary>The largest file, in megabytes.</summary>
    /// <param name="cancellationToken">Cancels the reading of a setting.</param>
    /// <returns>The number.</returns>
    protected abstract ValueTask<int> MegabytesAsync(CancellationToken cancellationToken);
}
