using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Sdk;

/// <summary>
/// How large a file may be that is uploaded to a page: a request that announces more is answered before it is read, and what is let through
/// lies on disk, not in memory.
/// </summary>
/// <param name="key">The setting that says how many megabytes: <c>clients.import.megabytes</c>.</param>
/// <param name="usual">How many as long as the setting says nothing.</param>
/// <param name="tooLargeUrl">Local URL, of the page itself, that says the file was too large.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute(string key, int usual, string tooLargeUrl) : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The setting.</summary>
    public string Key => key;

    /// <summary>Megabytes as long as the setting says nothing.</summary>
    public int Usual => usual;

    /// <summary>The page that says the file was too large.</summary>
    public string TooLargeUrl => tooLargeUrl;

    /// <summary>Before the anti-forgery check, which reads the form.</summary>
    public int Order => 900;

    /// <summary>The largest file, in megabytes, that the page of a request takes.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">The page has no limit.</exception>
    public static int MegabytesOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.GetRequiredFeature<Limit>().Megabytes;
    }

    /// <inheritdoc/>
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var megabytes = await http.RequestServices.GetRequiredService<ISettings>().GetAsync<int?>(key, http.RequestAborted) ?? usual;
        http.Features.Set(new Limit(megabytes));
        if (!HttpMethods.IsPost(http.Request.Method)) return;
        // The form around the file is never as long as a megabyte.
        var most = (megabytes + 1) * Megabyte;
        if (http.Request.ContentLength > most)
        {
            context.Result = new RedirectResult(tooLargeUrl);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = most;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
    }

    private sealed record Limit(int Megabytes);
}
