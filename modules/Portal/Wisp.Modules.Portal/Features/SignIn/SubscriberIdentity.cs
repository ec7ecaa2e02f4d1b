using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>ASP.NET Core Identity for subscribers: apart from that of operators, with its own store, cookie, scheme and rules.</summary>
internal static class SubscriberIdentity
{
    public const string Scheme = "Wisp.Portal";

    /// <summary>For whoever stands before the portal, signed in or not: what is posted is checked against who is.</summary>
    public const string Anybody = "portal:anybody";

    public static void Add(ModuleBuilder module)
    {
        // An access has no name or address of its own to be checked.
        module.Services.AddScoped<IUserValidator<Subscriber>, AnySubscriber>();
        module.Services.AddIdentityCore<Subscriber>()
            .AddUserManager<SubscriberManager>()
            .AddUserStore<SubscriberStore>()
            // Identity adds its own only where there is no other.
            .AddPasswordValidator<PasswordValidator<Subscriber>>();
        if (module.Process != ModuleProcess.Web) return;
        module.Services.AddAuthentication().AddCookie(Scheme, Shape);
        module.Services.AddAuthorizationBuilder()
            .AddPolicy(SubscriberAttribute.PolicyName, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser())
            .AddPolicy(Anybody, policy => policy.AddAuthenticationSchemes(Scheme).RequireAssertion(_ => true));
    }

    private static void Shape(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "wisp_portal";
        options.Cookie.Path = "/portal";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        // The session in the database says when it ends.
        options.ExpireTimeSpan = SubscriberSessions.DeviceLife;
        options.SlidingExpiration = false;
        options.LoginPath = "/portal/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<SubscriberSessions>().ValidateAsync(context);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context =>
        {
            // A form that was sent too late is not sent again after the sign-in.
            context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? context.RedirectUri : "/portal/sign-in");
            return Task.CompletedTask;
        };
    }

    private sealed class AnySubscriber : IUserValidator<Subscriber>
    {
        public Task<IdentityResult> ValidateAsync(UserManager<Subscriber> manager, Subscriber user) => Task.FromResult(IdentityResult.Success);
    }
}
