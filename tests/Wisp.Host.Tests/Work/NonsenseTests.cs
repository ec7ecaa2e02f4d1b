using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Work;

/// <summary>What nobody's form sends.</summary>
[Collection(SharedHostCollection.Name)]
public sealed class NonsenseTests(SharedHost host)
{
    private static readonly string[] Values =
    [
        "", " ", "\0", "x", "-1", "0", "99999999999999999999999", "1e400", "%' OR '1'='1", "name;drop table", "desc)--", "../../etc/passwd", "ñandú\u202e", "🦙",
        "00000000-0000-0000-0000-000000000000", "9999-12-31", "0001-01-01", "2026-02-30", "true", "[]", "{0}", "null",
    ];

    private static readonly string[] Names =
    [
        "q", "sort", "dir", "status", "size", "after", "before", "count", "sel", "jump", "tab", "table", "operator", "from", "to", "batch", "entity",
        "state", "archived", "handler", "id", "returnUrl", "encoding", "separator", "code", "Filter.Table", "page",
    ];

    [Fact]
    [Trait("case", "I14")]
    public async Task No_page_breaks_over_what_stands_in_its_url()
    {
        var routes = host.Routes.Where(route => route.Answers("GET")).ToList();
        for (var i = 0; i < routes.Count; i++)
        {
            var route = routes[i];
            // Each page gets some of them, and each of them some pages; every pair in the long run.
            foreach (var value in Values.Where((_, at) => Places.Deep || (at + i) % 4 == 0))
            {
                var query = string.Join('&', Names.Where(name => name != "handler").Select(name => $"{name}={Uri.EscapeDataString(value)}"));
                var answer = await host.Admin.GetAsync($"{route.Url}?{query}");
                // Nobody's keyboard makes U+0000: it may be called a bad request, but not our error.
                Assert.True((int)answer.Status < 500, $"{route.Url} with {value} gives {answer.Status}");
            }
        }
    }

    [Theory]
    [Trait("case", "I14")]
    [InlineData("/clients?sort=name;drop table&dir=desc)--")]
    [InlineData("/clients?size=7&after=x&count=-3&sel=abc")]
    [InlineData("/audit?operator=x&from=2026-02-30&before=x")]
    [InlineData("/audit?to=9999-12-31&from=0001-01-01")]
    [InlineData("/jobs?state=nonsense&after=x")]
    [InlineData("/jobs?state=1")]
    [InlineData("/zones?archived=maybe&after=x")]
    public async Task Unknown_values_are_ignored(string url) =>
        Assert.Equal(HttpStatusCode.OK, (await host.Admin.GetAsync(url)).Status);

    [Fact]
    [Trait("case", "I14")]
    public async Task Signs_of_a_search_are_letters()
    {
        foreach (var search in new[] { "%", "_", "%' OR '1'='1", "\\", "'", "a%z" })
        {
            var page = await host.Admin.GetAsync($"/clients?q={Uri.EscapeDataString(search)}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("Ana Muñoz", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/jobs/{0}")]
    [InlineData("/jobs/{0}/errors.csv")]
    [InlineData("/jobs/{0}/warnings.csv")]
    [InlineData("/files/{0}")]
    [InlineData("/operators/{0}")]
    [InlineData("/roles/{0}")]
    [InlineData("/clients/{0}")]
    [InlineData("/clients/{0}/edit")]
    [InlineData("/zones/zones/edit/{0}")]
    public async Task An_id_that_is_none_or_unknown_is_a_page_that_does_not_exist(string url)
    {
        foreach (var id in new[] { $"{Guid.CreateVersion7()}", "1", "abc", "00000000-0000-0000-0000-000000000000", "..%2f..", "'" })
        {
            var page = await host.Admin.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, id));
            Assert.True(page.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{url} with {id} gives {page.Status}");
        }
    }

    [Fact]
    public async Task Other_methods_find_nobody_in()
    {
        var before = await Stored.AsItIsAsync(host.App.Database);
        foreach (var method in new[] { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO" })
        {
            foreach (var route in host.Routes)
            {
                var answer = await host.Admin.SendAsync(new HttpRequestMessage(new HttpMethod(method), route.Url));
                Assert.True((int)answer.Status < 500, $"{method} {route.Url} gives {answer.Status}");
            }
        }

        Assert.Equal(before, await Stored.AsItIsAsync(host.App.Database));
    }
}
