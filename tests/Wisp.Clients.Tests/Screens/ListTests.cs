using System.Globalization;

namespace Wisp.Clients.Tests.Screens;

public sealed class ListTests(ClientsSite site) : IClassFixture<ClientsSite>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await site.App.Database.RunAsync(
            """
            insert into clients.client (name, country, created_at, updated_at, status, deactivated_at, deactivated_by, deactivation_reason)
            select 'Ana Pérez', 'AR', now(), now(), 'active', null::timestamptz, null, null from generate_series(1, 50)
            union all
            select 'Zoe ' || i, 'AR', now(), now(), 'deactivated', now(), 'x', 'x' from generate_series(1, 3) i
            """);
    }

    public Task DisposeAsync() => site.App.Database.RunAsync("update clients.client set name = 'fuera', status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where name <> 'fuera'");

    [Fact]
    [Trait("rule", "GRID-07")]
    public async Task Fifty_namesakes_are_fifty_clients_over_three_pages_both_ways()
    {
        var forward = new List<string>();
        var page = await site.Admin.GetAsync("/clients?q=p%C3%A9rez");
        for (var pages = 1; ; pages++)
        {
            forward.AddRange(Ids(page));
            Assert.Contains("50 clientes", page.Text, StringComparison.Ordinal);
            if (page.Link("a[rel=next]") is not { } next)
            {
                Assert.Equal(3, pages);
                break;
            }

            page = await site.Admin.GetAsync(next);
        }

        Assert.Equal(50, forward.Distinct().Count());
        page = await site.Admin.GetAsync(page.Link("a[rel=prev]")!);
        Assert.Equal(forward[20..40], Ids(page));
        page = await site.Admin.GetAsync(page.Link("a[rel=prev]")!);
        Assert.Equal(forward[..20], Ids(page));
        Assert.Null(page.Link("a[rel=prev]"));
    }

    [Fact]
    [Trait("rule", "GRID-07")]
    public async Task Pages_of_the_whole_list_hold_each_client_once()
    {
        var seen = new List<string>();
        for (var url = "/clients?status=all&size=50"; url is not null;)
        {
            var page = await site.Admin.GetAsync(url);
            seen.AddRange(Ids(page));
            url = page.Link("a[rel=next]")!;
        }

        var all = await site.App.Database.ValueAsync<long>("select count(*) from clients.client");
        Assert.Equal(all.ToString(CultureInfo.InvariantCulture), seen.Distinct().Count().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    [Trait("rule", "GRID-08")]
    public async Task Deactivated_clients_are_shown_only_when_asked_for()
    {
        Assert.Empty(await site.Admin.NamesAsync("q=zoe"));
        Assert.Equal(3, (await site.Admin.NamesAsync("q=zoe&status=deactivated")).Count);
        Assert.Equal(3, (await site.Admin.NamesAsync("q=zoe&status=all")).Count);
    }

    [Theory]
    [InlineData("status=active;drop table&size=7&after=x&before='&count=-1&sort=name;drop")]
    [InlineData("after=999999999999")]
    [InlineData("q=%00&sel=no")]
    public async Task Nonsense_in_the_url_reads_as_the_first_page(string query) =>
        Assert.Equal(20, (await site.Admin.NamesAsync(query)).Count);

    [Fact]
    [Trait("rule", "PANEL-01")]
    public async Task A_selected_row_opens_the_panel_also_without_script()
    {
        var list = await site.Admin.GetAsync("/clients");
        var row = list.Document.QuerySelector("[data-rows] tr")!;
        Assert.True(list.Document.QuerySelector("#panel")!.HasAttribute("hidden"));
        var panel = (await site.Admin.GetAsync(row.GetAttribute("data-url")!)).Document.QuerySelector("#panel")!;
        Assert.False(panel.HasAttribute("hidden"));
        Assert.Contains("Ana Pérez", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ana Pérez", (await site.Admin.GetAsync(row.GetAttribute("data-panel")!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_sees_those_he_collects_and_no_others()
    {
        var account = await Wisp.Testing.Accounts.MakeAsync(site.App.Database, "clients.view:own", "clients.edit", "audit.view");
        await site.App.Database.RunAsync(
            """
            with k as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('Suárez', $1, now(), now()) returning id)
            insert into clients.client (name, country, created_at, updated_at, collector_id) select 'Cobrada Una', 'AR', now(), now(), id from k
            """, account.Id);
        using var collector = await site.App.SignInAsync(account);
        Assert.Equal(["Cobrada Una"], await collector.NamesAsync("status=all"));
        Assert.Empty(await collector.NamesAsync("q=perez"));

        var other = (await site.Admin.GetAsync("/clients?q=perez")).Document.QuerySelector("[data-rows] tr")!.GetAttribute("data-href")!;
        foreach (var page in new[] { "", "/edit", "/panel", "/history" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await collector.GetAsync(other + page)).Status);
    }

    private static IReadOnlyList<string> Ids(Wisp.Testing.Page page) =>
        [.. page.Document.QuerySelectorAll("[data-rows] tr").Select(row => row.GetAttribute("data-href")!)];
}
