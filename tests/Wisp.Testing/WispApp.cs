using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Host.Access;

namespace Wisp.Testing;

/// <summary>The web process, whole, on a database of its own.</summary>
public sealed class WispApp : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;

    private readonly bool _ownsDatabase;

    private WispApp(TestDatabase database, bool ownsDatabase, IEnumerable<(string Key, string Value)> settings) =>
        (Database, _ownsDatabase, _settings) = (database, ownsDatabase, settings.ToDictionary(s => s.Key, s => s.Value));

    public TestDatabase Database { get; }

    /// <summary>The process's clock, which a test may move on.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>Starts it on a fresh clone.</summary>
    /// <param name="settings">Further configuration, for instance another modules folder.</param>
    /// <returns>The running process.</returns>
    public static async Task<WispApp> StartAsync(params (string Key, string Value)[] settings) =>
        new(await TestDatabase.CloneAsync(), ownsDatabase: true, settings);

    /// <summary>Starts it on a database that is there, as a second host would; the database stays when it ends.</summary>
    public static WispApp StartOn(TestDatabase database, params (string Key, string Value)[] settings) =>
        new(database, ownsDatabase: false, settings);

    /// <summary>Listens on a free port of this machine instead of in memory only, for a real browser; before anything else is asked of it.</summary>
    /// <returns>Where it listens.</returns>
    public Uri Listen()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>A browser without cookies that does not follow redirects.</summary>
    /// <param name="address">Where it believes the process to be; another scheme or host changes what cookies are sent.</param>
    public Browser NewBrowser(string address = "http://localhost") => new(CreateDefaultClient(new Uri(address), new CookieJar()));

    /// <summary>A browser signed in as an operator with exactly these permissions; <c>x.y:own</c> gives the scope own.</summary>
    public async Task<Browser> SignInAsync(params string[] permissions)
    {
        return await SignInAsync(await Accounts.MakeAsync(Database, permissions));
    }

    /// <summary>A browser signed in as this operator, whose roles were made behind the process's back.</summary>
    public async Task<Browser> SignInAsync(Account account)
    {
        Services.GetRequiredService<RolePermissions>().Forget();
        var browser = NewBrowser();
        await browser.SignInAsync(account);
        return browser;
    }

    /// <summary>A browser signed in as an administrator.</summary>
    public Task<Browser> SignInAsAdminAsync() => SignInAsync("*");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Places.Host);
        builder.UseEnvironment("Production");
        builder.UseSetting("Wisp:Database", Database.App);
        builder.UseSetting("Wisp:RolePrefix", Places.RolePrefix);
        builder.UseSetting("Wisp:ModulesPath", Places.Modules);
        builder.UseSetting("Wisp:PoolSize", "8");
        builder.UseSetting("WISP_MASTER_KEY", Convert.ToBase64String(new byte[32]));
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        // All browsers of a test come from one address.
        builder.UseSetting("Wisp:SignInsPerAddress", "10000");
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services
            .AddSingleton<TimeProvider>(Clock)
            .Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = Accounts.Iterations));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_ownsDatabase) await Database.DisposeAsync();
    }
}
