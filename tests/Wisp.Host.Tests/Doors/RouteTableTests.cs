using Microsoft.Extensions.DependencyInjection;
using Wisp.Host.Shell;

namespace Wisp.Host.Tests.Doors;

/// <summary>Every page and endpoint says who may come in, and these lists say the same.</summary>
[Collection(SharedHostCollection.Name)]
public sealed class RouteTableTests(SharedHost host)
{
    private static readonly string[] Anonymous =
        ["/alive", "/billing/gateways/{gatewayId:guid}/notices", "/error/{code:int}", "/health", "/isp/logo", "/language", "/portal/forgot", "/portal/icon.svg", "/portal/language", "/portal/link/{token}",
         "/portal/logo", "/portal/manifest.webmanifest", "/portal/offline", "/portal/pair/{token}", "/portal/sign-in", "/portal/sign-in/code", "/portal/sign-out", "/portal/sw.js", "/sign-in", "/sign-in/code", "/sign-out"];

    private static readonly string[] SignedIn =
    [
        "/", "/account", "/account/password", "/account/two-factor", "/account/two-factor/key.svg", "/files/{id:guid}", "/jobs",
        "/jobs/running", "/jobs/{id:guid}", "/jobs/{id:guid}/errors.csv", "/jobs/{id:guid}/warnings.csv",
    ];

    private static readonly (string Pattern, string Permission)[] HostPages =
    [
        ("/audit", "audit.view"), ("/jobs/timers", "jobs.view"), ("/mail", "mail.view"), ("/mail/{id:guid}", "mail.view"), ("/mail/{id:guid}/body", "mail.view"), ("/modules", "modules.view"), ("/operators", "operators.manage"), ("/operators/new", "operators.manage"),
        ("/operators/{id:guid}", "operators.manage"), ("/roles", "roles.manage"), ("/roles/new", "roles.manage"),
        ("/roles/{id:guid}", "roles.manage"), ("/settings/help", "settings.isp"), ("/settings/isp", "settings.isp"), ("/settings/mail", "settings.mail"),
        ("/system/health", "health.view"),
    ];

    [Fact]
    public void Every_page_and_endpoint_states_its_policy()
    {
        Assert.True(host.Routes.Count > 30, $"Only {host.Routes.Count} routes were found.");
        Assert.All(host.Routes, route => Assert.True(route.IsAnonymous || route.Policies.Count > 0, $"{route} states no policy."));
    }

    [Fact]
    public void Strangers_are_welcome_at_these_and_no_others() =>
        Assert.Equal(Anonymous, host.Routes.Where(route => route.IsAnonymous).Select(route => route.Pattern));

    [Fact]
    public void Whoever_is_signed_in_may_open_these_and_no_others() =>
        Assert.Equal(SignedIn, host.Routes.Where(route => route.IsSignedInOnly).Select(route => route.Pattern));

    [Fact]
    public void Every_other_page_of_the_host_needs_its_permission()
    {
        foreach (var (pattern, permission) in HostPages)
            Assert.Equal([permission], host.Routes.Single(route => route.Pattern == pattern).Permissions);
        var others = host.Routes.Where(route => route.Permissions.Count > 0).Select(route => route.Pattern)
            .Except(HostPages.Select(page => page.Pattern));
        Assert.All(others, pattern => Assert.Matches("^/(billing|clients|contracts|network|subscribers|zones)(/|$)", pattern));
    }

    [Fact]
    public void No_page_needs_a_permission_that_no_role_can_be_given()
    {
        var declared = host.App.Services.GetRequiredService<LoadedContributions>().All
            .SelectMany(module => module.Contributions.Permissions).Select(permission => permission.Key).ToHashSet();
        Assert.Empty(host.Routes.SelectMany(route => route.Permissions).Except(declared));
        var named = host.App.Services.GetRequiredService<LoadedContributions>().All
            .SelectMany(module => module.Contributions.Menu).Select(entry => entry.Permission).OfType<string>();
        Assert.Empty(named.Except(declared));
    }
}
