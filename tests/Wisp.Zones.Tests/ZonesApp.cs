using System.Net;

namespace Wisp.Zones.Tests;

/// <summary>The web process on an empty database, with an administrator at the places' screens.</summary>
public sealed class ZonesApp : IAsyncLifetime
{
    private static int _made;

    public WispApp Wisp { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public TestDatabase Database => Wisp.Database;

    public static string Unique(string word) => $"{word} {Interlocked.Increment(ref _made)}";

    public async Task InitializeAsync()
    {
        Wisp = await WispApp.StartAsync();
        Admin = await Wisp.SignInAsAdminAsync();
    }

    public async Task DisposeAsync() => await Wisp.DisposeAsync();

    /// <summary>Fills the form of a new place and saves.</summary>
    /// <param name="kind"><c>zones</c>, <c>states</c>, <c>cities</c> or <c>neighborhoods</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parent">Its city or state.</param>
    public async Task<Page> CreateAsync(string kind, string name, Guid? parent = null) => parent is null
        ? await Admin.SubmitAsync(await Admin.GetAsync($"/zones/{kind}/edit"), "form.form", ("Input.Name", name))
        : await Admin.SubmitAsync(await Admin.GetAsync($"/zones/{kind}/edit"), "form.form", ("Input.Name", name), ("Input.ParentId", $"{parent}"));

    public async Task<Guid> CreatedAsync(string kind, string name, Guid? parent = null)
    {
        var saved = await CreateAsync(kind, name, parent);
        Assert.True(saved.Status == HttpStatusCode.Redirect, saved.Text);
        return await IdAsync(kind, name);
    }

    public Task<Guid> IdAsync(string kind, string name) =>
        Database.ValueAsync<Guid>($"select id from zones.{Table(kind)} where name = $1 order by archived_at is not null, public_id desc limit 1", name);

    public async Task<Page> EditAsync(string kind, Guid id, params (string Name, string? Value)[] typed) =>
        await Admin.SubmitAsync(await Admin.GetAsync($"/zones/{kind}/edit/{id}"), "form.form", typed);

    public async Task<Page> ArchiveAsync(string kind, Guid id, string? target = null)
    {
        var dialog = await Admin.GetAsync($"/zones/{kind}/archive/{id}");
        return target is null
            ? await Admin.SubmitAsync(dialog, "form.form")
            : await Admin.SubmitAsync(dialog, "form.form", ("Input.Target", target));
    }

    /// <summary>Presses "Reactivar" in the list of what is archived.</summary>
    public async Task<Page> RestoreAsync(string kind, Guid id)
    {
        var list = await Admin.GetAsync($"{Url(kind)}?archived=true");
        var button = list.Document.QuerySelectorAll("button[formaction]").Single(b => b.GetAttribute("formaction")!.Contains($"{id}", StringComparison.OrdinalIgnoreCase));
        return await Admin.SubmitAsync(list with { Url = button.GetAttribute("formaction")! }, "form#row-post");
    }

    public Task<bool> IsArchivedAsync(string kind, Guid id) => Database.ValueAsync<bool>($"select archived_at is not null from zones.{Table(kind)} where id = $1", id);

    public Task<Guid> ClientAsync(string column, Guid place) => Database.ValueAsync<Guid>(
        $"insert into clients.client (name, country, {column}, created_at, updated_at) values ('Cliente', 'AR', $1, now(), now()) returning id", place);

    public static string Url(string kind) => kind == "zones" ? "/zones" : $"/zones/{kind}";

    public static string Table(string kind) => kind switch { "cities" => "city", _ => kind[..^1] };

    /// <summary>The form came back with this one message.</summary>
    public static void Refused(Page page, string said)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal([said], page.Texts(".error-summary li"));
    }
}

/// <summary>Tests of the screens share one web process.</summary>
[CollectionDefinition(Name)]
public sealed class ScreenTests : ICollectionFixture<ZonesApp>
{
    public const string Name = "screens";
}
