using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Wisp.Host.Access;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.SignIn;

/// <summary>ASP.NET Core Identity for operators, with our pages, cookie and rules.</summary>
internal static class OperatorIdentity
{
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(8);
    private static readonly TimeSpan SecondStep = TimeSpan.FromMinutes(5);

    public static void AddOperatorIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Operator>(Rules)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<HostDb>()
            .AddUserStore<OperatorStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddSignInManager<OperatorSignIn>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(AuthenticatorCodes.Name);
        services.AddScoped(provider => (OperatorSignIn)provider.GetRequiredService<SignInManager<Operator>>());
        services.AddScoped<IUserClaimsPrincipalFactory<Operator>, OperatorPrincipal>();
        services.AddScoped<ISecurityStampValidator, OperatorSessionValidator>();
        services.AddSingleton<OperatorSessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<DecoyPassword>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromSeconds(45);
            options.OnRefreshingPrincipal = KeepSession;
        });
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, AdminCookie)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
            {
                Shape(cookie, "wisp_second_step");
                cookie.ExpireTimeSpan = SecondStep;
            })
            // Never given; Identity signs it out together with a session that it refuses.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, cookie => Shape(cookie, "wisp_known_browser"));
    }

    private static void Rules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.ClaimsIdentity.UserIdClaimType = ClaimTypes.NameIdentifier;
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    private static void AdminCookie(CookieAuthenticationOptions options)
    {
        Shape(options, "wisp_admin");
        options.ExpireTimeSpan = CookieLife;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            if (context.Request.Headers.ContainsKey(BackgroundPoll.Header)) context.ShouldRenew = false;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = SignInPage.LeadAsync;
    }

    private static void Shape(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        var kept = context.CurrentPrincipal?.Claims.Where(claim => claim.Type is OperatorClaims.Session or "amr") ?? [];
        ((ClaimsIdentity)context.NewPrincipal!.Identity!).AddClaims(kept.Select(claim => new Claim(claim.Type, claim.Value)));
        return Task.CompletedTask;
    }
}

/// <summary>Leads a stranger to the sign-in page, and back afterwards.</summary>
internal static class SignInPage
{
    public static Task LeadAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.IsHtmx())
        {
            var page = Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var shown) ? shown.PathAndQuery : "/";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = "/sign-in" + QueryString.Create("returnUrl", page);
        }
        else
        {
            // A form that was sent too late is not sent again after the sign-in.
            context.Response.Redirect(HttpMethods.IsGet(request.Method) ? context.RedirectUri : "/sign-in");
        }

        return Task.CompletedTask;
    }
}
