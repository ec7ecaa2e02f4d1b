using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>The list of accesses and a link for all of a filter.</summary>
[Collection(PortalTests.Name)]
public sealed class AccessListTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PORTAL-02")]
    public async Task Accesses_are_found_by_name_and_by_how_they_stand()
    {
        var word = PortalApp.Unique("Zutano");
        var (never, signed, closed) = (await app.ClientAsync($"{word} Uno"), await app.ClientAsync($"{word} Dos"), await app.ClientAsync($"{word} Tres"));
        var mute = await app.Database.ValueAsync<Guid>(
            "insert into clients.client (name, country, status, created_at, updated_at) values ($1, 'AR', 'active', now(), now()) returning id", $"{word} Cuatro");
        (await app.SignedInAsync(signed)).Dispose();
        await app.Database.RunAsync("insert into portal.access (id, security_stamp, made_at, enabled) values ($1, 'x', now(), false)", closed.Id);
        async Task<IReadOnlyList<string>> Names(string query) => [.. (await app.Admin.GetAsync($"/subscribers?q={word}{query}")).Texts("tbody th").Order(StringComparer.Ordinal)];
        string Name(string which) => $"{word} {which}";

        Assert.Equal([Name("Cuatro"), Name("Dos"), Name("Tres"), Name("Uno")], await Names(""));
        Assert.Equal([Name("Cuatro"), Name("Tres"), Name("Uno")], await Names("&is=never"));
        Assert.Equal([Name("Dos")], await Names("&is=since&since=2020-01-01"));
        Assert.Empty(await Names("&is=since&since=2199-01-01"));
        Assert.Equal([Name("Cuatro"), Name("Tres"), Name("Uno")], await Names("&is=no-password"));
        Assert.Equal([Name("Tres")], await Names("&is=closed"));
        Assert.Equal([Name("Cuatro")], await Names("&is=no-email"));
        Assert.Empty(await Names("&is=must-change"));
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{never.Id}"), "#access button[formaction$='handler=Password']");
        Assert.Equal([Name("Uno")], await Names("&is=must-change"));

        using var collector = await app.Wisp.SignInAsync("clients.view:own", "clients.regenerate_password");
        Assert.Empty((await collector.GetAsync($"/subscribers?q={word}")).Texts("tbody th"));
        Assert.Equal(HttpStatusCode.Forbidden, (await collector.GetAsync($"/subscribers/send?q={word}")).Status);
        Assert.NotEqual(Guid.Empty, mute);
    }

    [Fact]
    [Trait("rule", "PORTAL-02")]
    public async Task A_link_goes_once_to_each_of_a_filter_who_can_get_it_and_the_count_says_so_before()
    {
        var word = PortalApp.Unique("Mengano");
        var (one, two, closed) = (await app.ClientAsync($"{word} Uno"), await app.ClientAsync($"{word} Dos"), await app.ClientAsync($"{word} Tres"));
        await app.Database.RunAsync("insert into clients.client (name, country, status, created_at, updated_at) values ($1, 'AR', 'active', now(), now())", $"{word} Cuatro");
        await app.Database.RunAsync("insert into portal.access (id, security_stamp, made_at, enabled) values ($1, 'x', now(), false)", closed.Id);
        var page = await app.Admin.GetAsync($"/subscribers/send?q={word}&is=never");
        Assert.Equal(["2"], page.Texts("#reached"));
        Assert.Equal(["2", "1", "1"], page.Texts("dl.facts dd").Skip(1));
        var sent = await app.Admin.SubmitAsync(page, "#send");
        Assert.StartsWith("/jobs/", sent.Location, StringComparison.Ordinal);
        foreach (var client in (Subscriber[])[one, two])
        {
            using var browser = app.Wisp.NewBrowser();
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(PortalApp.PathOf(await app.MailAsync(client.Email)))).Status);
        }

        Assert.Single(app.MailsTo(one.Email));
        Assert.Empty(app.MailsTo(closed.Email));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'portal.link' and subject_id = any ($1)", (object)new[] { one.Id, two.Id, closed.Id }));
    }

    [Fact]
    [Trait("rule", "SRCH-01")]
    public async Task The_advanced_search_finds_clients_by_their_access()
    {
        var word = PortalApp.Unique("Perengano");
        var (never, signed) = (await app.ClientAsync($"{word} Uno"), await app.ClientAsync($"{word} Dos"));
        (await app.SignedInAsync(signed)).Dispose();
        Assert.Contains(never.Name, (await app.Admin.GetAsync($"/clients?q={word}&portal.access=never")).Text, StringComparison.Ordinal);
        var has = (await app.Admin.GetAsync($"/clients?q={word}&portal.access=has")).Text;
        Assert.Contains(signed.Name, has, StringComparison.Ordinal);
        Assert.DoesNotContain(never.Name, has, StringComparison.Ordinal);
    }
}
