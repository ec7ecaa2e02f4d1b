using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>One furnished process for all tests that only look.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public WispApp App { get; private set; } = null!;

    public IReadOnlyList<Route> Routes { get; private set; } = [];

    public Browser Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await WispApp.StartAsync();
        await Furnished.MakeAsync(App.Database);
        Routes = RouteTable.Of(App);
        var account = await Accounts.MakeAsync(App.Database, "*");
        // Whoever uploads a file is the one who may go on with it.
        await App.Database.RunAsync("update host.file set owner_id = $1 where id = $2", account.Id, Furnished.ImportFile);
        await App.Database.RunAsync("update zones.area_import set owner_id = $1", account.Id);
        Admin = App.NewBrowser();
        await Admin.SignInAsync(account);
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SharedHostCollection : ICollectionFixture<SharedHost>
{
    public const string Name = "shared host";
}
