using Wisp.Testing;

namespace Wisp.Clients.Tests.Screens;

/// <summary>One running Wisp for a class of tests, and an administrator's browser.</summary>
public sealed class ClientsSite : IAsyncLifetime
{
    public WispApp App { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await WispApp.StartAsync();
        Admin = await App.SignInAsAdminAsync();
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        await App.DisposeAsync();
        await App.Database.DisposeAsync();
    }
}
