using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>A furnished process for the tests of one class, which change things.</summary>
public sealed class OwnHost : IAsyncLifetime
{
    public WispApp App { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await WispApp.StartAsync();
        await Furnished.MakeAsync(App.Database);
        Admin = await App.SignInAsAdminAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
