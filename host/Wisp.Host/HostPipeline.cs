using Wisp.Host.Access;
using Wisp.Host.Endpoints;
using Wisp.Host.SignIn;
using Wisp.Host.Web;
using Wisp.ModuleHost;
using Wisp.Runtime;

namespace Wisp.Host;

/// <summary>What each request passes through, in order.</summary>
internal static class HostPipeline
{
    public static void UseWispHost(this WebApplication app, ModuleCatalog modules)
    {
        app.Environment.WebRootFileProvider = ModuleFiles.Provider(modules, app.Environment.WebRootFileProvider);
        app.UseTrustedProxies();
        app.UseMiddleware<SecurityHeaders>();
        // ErrorReference logs under the number that the page shows; once is enough.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseVersionedStaticFiles();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<SessionCheck>();
        app.UseMiddleware<RequestLanguage>();
        app.UseMiddleware<UnknownPage>();
        app.UseMiddleware<PasswordChangeGate>();
        app.UseAuthorization();
        app.UseMiddleware<RequestActor>();
        app.UseMiddleware<AntiforgeryGate>();
        app.UseAntiforgery();

        app.MapRazorPages();
        app.MapHostEndpoints();
        foreach (var (_, contributions) in WispRuntime.AllContributions(app.Services))
            foreach (var map in contributions.Endpoints) map(app);
    }
}
