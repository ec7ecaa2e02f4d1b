using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

/// <summary>What people type is text on every page, never markup.</summary>
public sealed class MarkupTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Evil = "\"'><svg/onload=alert(1)>{{7*7}}<script>alert(2)</script>";
    private readonly WispApp _app = host.App;

    [Fact]
    [Trait("case", "I01")]
    public async Task Names_that_are_markup_are_shown_as_text_everywhere()
    {
        await _app.Database.RunAsync(
            """
            update zones.zone set name = $1, description = $1;
            update zones.state set name = $1;
            update zones.city set name = $1;
            update zones.neighborhood set name = $1;
            update clients.client set name = $1, details = $1, address = $1, deactivation_reason = case when status = 'deactivated' then $1 end;
            update host.job set title = $1, asked_by = $1, failure = $1, state = case state when 'done' then 'failed' else state end;
            update host.job_progress set message = $1;
            update host.job_error set field = $1, value = $1, rule = $1;
            insert into host.setting (key, value) values ('host.isp', jsonb_build_object('name', $1::text, 'country', 'UY', 'timeZone', 'America/Montevideo', 'currency', 'UYU', 'language', 'es'));
            """.Replace("$1::text", "$1", StringComparison.Ordinal).Replace("$1", $"'{Evil.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal));
        var account = await Accounts.MakeAsync(_app.Database, "*");
        await _app.Database.RunAsync("update host.operator set name = $1", Evil);
        await _app.Database.RunAsync("update host.role set name = $1, description = $1 where id = $2", Evil, Furnished.Role);
        using var admin = _app.NewBrowser();
        await admin.SignInAsync(account);

        var seen = 0;
        foreach (var route in RouteTable.Of(_app).Where(route => route.Answers("GET")))
        {
            foreach (var page in new[] { await admin.GetAsync(route.Url), await admin.GetPartAsync(route.Url) })
            {
                Assert.True((int)page.Status < 500, $"{route.Url} gives {page.Status}");
                if (!page.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal)) continue;
                Assert.True(!page.Document.All.Any(element => element.HasAttribute("onload")), $"{route.Url} runs what was typed");
                Assert.DoesNotContain(page.Document.Scripts, script => script.TextContent.Contains("alert", StringComparison.Ordinal));
                if (page.Text.Contains("<svg/onload=alert(1)>", StringComparison.Ordinal)) seen++;
            }
        }

        Assert.True(seen > 20, $"Only {seen} pages showed the name.");
    }

    [Theory]
    [Trait("case", "I04")]
    [InlineData("/sign-in?returnUrl={0}")]
    [InlineData("/sign-in?Email={0}")]
    [InlineData("/clients?q={0}")]
    [InlineData("/clients/find?q={0}")]
    [InlineData("/clients?sort={0}&dir={0}")]
    [InlineData("/audit?table={0}&entity={0}&from={0}")]
    [InlineData("/jobs?state={0}&after={0}")]
    [InlineData("/zones?q={0}")]
    [InlineData("/nowhere/{0}")]
    public async Task What_stands_in_a_url_comes_back_as_text(string url)
    {
        using var admin = await _app.SignInAsAdminAsync();
        using var stranger = _app.NewBrowser();
        var browser = url.StartsWith("/sign-in", StringComparison.Ordinal) ? stranger : admin;
        foreach (var language in new[] { "es", "en" })
        {
            if (browser == admin) await admin.SubmitAsync(await admin.GetAsync("/account"), "form[action='/language']", ("language", language));
            var page = await browser.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, Uri.EscapeDataString(Evil)));
            Assert.True((int)page.Status < 500);
            Assert.DoesNotContain("<svg/onload", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ones_own_name_may_be_markup_and_stays_text()
    {
        using var browser = await _app.SignInAsync();
        await browser.SubmitAsync(await browser.GetAsync("/account"), "main form", ("Name", Evil));
        var page = await browser.GetAsync("/");
        Assert.Contains(Evil, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.All, element => element.HasAttribute("onload"));
    }
}
