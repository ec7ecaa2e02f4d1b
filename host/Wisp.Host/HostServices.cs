using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Wisp.Host.Access;
using Wisp.Host.Shell;
using Wisp.Host.SignIn;
using Wisp.Host.Web;
using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Sdk;

namespace Wisp.Host;

/// <summary>The services of the web process.</summary>
internal static class HostServices
{
    private const long LargestUpload = 10 * 1024 * 1024;

    public static ModuleCatalog AddWispHost(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<ICurrentOperator, CurrentOperator>();
        services.AddOperatorIdentity();
        AddAccess(services);
        AddShell(services);
        services.AddRateLimits(builder.Configuration);
        services.AddStaticCompression();
        services.AddExceptionHandler<ErrorReference>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "wisp_xsrf";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // SecurityHeaders sends it for every page.
            options.SuppressXFrameOptionsHeader = true;
        });
        // Accented letters stay letters.
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // From a build output as from a published folder.
        builder.WebHost.UseStaticWebAssets();
        // A page that takes more says so with [RequestSizeLimit].
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestUpload;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        var modules = builder.AddWispRuntime(ModuleProcess.Web, typeof(HostServices).Assembly, new HostScreens());
        services.AddRazorPages().AddMvcOptions(options => options.Filters.Add<KnownMethod>()).AddModuleParts(modules);
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            // It may carry a one-time password to the next page.
            options.Cookie.Name = "wisp_note";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.IsEssential = true;
        });
        services.AddSingleton<IConfigureOptions<MvcOptions>, FormMessages>();
        return modules;
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IClaimsTransformation, PermissionClaims>();
        services.AddSingleton<RolePermissions>();
    }

    private static void AddShell(IServiceCollection services)
    {
        services.AddSingleton<LoadedContributions>();
        services.AddSingleton<Labels>();
        services.AddSingleton<ModuleNames>();
        services.AddScoped<ShellMenu>();
        services.AddSingleton<ShellHead>();
        services.AddScoped<MapHead>();
        services.AddScoped<PlotHead>();
        services.Scan(scan => scan.FromAssemblyOf<HostScreens>()
            .AddClasses(classes => classes.WithAttribute<FeatureAttribute>(), publicOnly: false)
            .AsSelf()
            .WithScopedLifetime());
    }
}
