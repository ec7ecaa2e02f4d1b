using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Runtime.Operators;

namespace Wisp.EndToEnd.Tests.Running;

/// <summary>A whole Wisp on a database of its own: web process on a real port, a real worker, a real browser. All tests share it.</summary>
public sealed class Site : IAsyncLifetime
{
    private WispApp _app = null!;
    private WorkerProcess _worker = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public IServiceProvider Services => _app.Services;

    public TestDatabase Database => _app.Database;

    /// <summary>Where the pushes of this site go.</summary>
    public PushService Push { get; private set; } = null!;

    /// <summary>Who a fresh installation names, with the one-time password.</summary>
    public FirstAdmin.Made FirstAdmin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var browser = LaunchAsync();
        Push = await PushService.OpenAsync();
        _app = await WispApp.StartAsync(("Wisp:SignInsPerAddress", "1000"), ("Wisp:PushHosts", Push.Address));
        var worker = WorkerProcess.StartAsync(Database, ("Wisp__PushHosts", Push.Address));
        _app.Listen();
        using (var scope = _app.Services.CreateScope())
            FirstAdmin = (await ActivatorUtilities.CreateInstance<FirstAdmin>(scope.ServiceProvider).EnsureAsync())!;
        _worker = await worker;
        await browser;
    }

    /// <summary>Walks through pages as a person would. What the browser complains about fails the walk; a failed one leaves evidence.</summary>
    /// <param name="steps">What the person does and sees.</param>
    /// <param name="with">What kind of browser.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="member">Filled in by the compiler.</param>
    public async Task WalkAsync(
        Func<Walk, Task> steps, Device? with = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        await using var context = await _browser.NewContextAsync((with ?? Device.Desk).Options(_app.ClientOptions.BaseAddress));
        context.SetDefaultTimeout(20_000);
        await context.Tracing.StartAsync(new() { Snapshots = true });
        var page = await context.NewPageAsync();
        var walk = new Walk(this, page);
        try
        {
            await steps(walk);
            walk.Complaints.AssertNone();
        }
        catch
        {
            await Evidence.KeepAsync(page, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _worker.DisposeAsync();
        await _app.DisposeAsync();
        await Push.DisposeAsync();
    }

    private async Task LaunchAsync()
    {
        SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }
}

[CollectionDefinition(Name)]
public sealed class SharedSite : ICollectionFixture<Site>
{
    public const string Name = "site";
}
