using Microsoft.AspNetCore.ResponseCompression;

namespace Wisp.Host.Web;

/// <summary>Sheets, scripts and icons: compressed, and kept by the browser for a year when their URL carries a version.</summary>
internal static class StaticFiles
{
    // Only what holds no secret is compressed, so that its length can tell nothing.
    public static void AddStaticCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

    public static void UseVersionedStaticFiles(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
