using Wisp.Sdk;

namespace Wisp.Host.Web;

/// <summary>What the browser is told not to do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; ";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment, because the error page clears what was set before.
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        var framed = context.Features.Get<FramedMail>() is not null;
        headers.ContentSecurityPolicy = framed ? FramedMail.ContentPolicy : ContentPolicy + Styles(context) + Images(context);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = framed ? "SAMEORIGIN" : "DENY";
        // A page whose own address is a secret says "no-referrer".
        if (headers["Referrer-Policy"].Count == 0) headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // What an operator sees stays in no cache; static files say otherwise themselves.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return Task.CompletedTask;
    }

    private static string Styles(HttpContext context) => string.Join(' ', ["style-src 'self'", .. context.Features.Get<InlineStyles>()?.Sources ?? []]) + "; ";

    private static string Images(HttpContext context) => string.Join(' ', ["img-src 'self' data:", .. context.Features.Get<ImageOrigins>()?.Origins ?? []]);
}
