using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Doors;

/// <summary>Each permission opens its own doors, and a change of rights is felt soon.</summary>
public sealed class PermissionTests(OwnHost host) : IClassFixture<OwnHost>
{
    private readonly WispApp _app = host.App;

    [Fact]
    public async Task Each_permission_opens_its_pages_and_no_others()
    {
        var routes = RouteTable.Of(_app).Where(route => route.Permissions.Count > 0 && route.Answers("GET")).ToList();
        foreach (var permission in routes.SelectMany(route => route.Permissions).Distinct())
        {
            using var browser = await _app.SignInAsync(permission);
            foreach (var route in routes)
            {
                var opens = route.Permissions.All(needed => needed == permission);
                var answer = await browser.GetAsync(route.Url);
                // Without a permission to view clients none is found, whatever else may be done with them.
                var refused = answer.Status == HttpStatusCode.Forbidden || (answer.Status == HttpStatusCode.NotFound && permission != "clients.view");
                Assert.True(opens ? answer.Status != HttpStatusCode.Forbidden : refused, $"{route.Url} gives {answer.Status} to one with {permission}");
            }

            foreach (var entry in (await browser.GetAsync("/")).Document.QuerySelectorAll("nav a"))
                Assert.NotEqual(HttpStatusCode.Forbidden, (await browser.GetAsync(entry.GetAttribute("href")!)).Status);
        }
    }

    [Fact]
    public async Task A_changed_role_is_felt_within_the_minute()
    {
        var account = await Accounts.MakeAsync(_app.Database, "audit.view");
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/audit")).Status);

        await _app.Database.RunAsync(
            "update host.role_permission set permission = 'modules.view' where role_id = (select role_id from host.operator_role where operator_id = $1)", account.Id);
        _app.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/audit")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/modules")).Status);
    }

    [Fact]
    public async Task Other_roles_end_the_operators_sessions()
    {
        var account = await Accounts.MakeAsync(_app.Database, "audit.view");
        using var browser = _app.NewBrowser();
        using var admin = await _app.SignInAsAdminAsync();
        await browser.SignInAsync(account);
        var saved = await admin.SubmitAsync(await admin.GetAsync($"/operators/{account.Id}"), "main form.form", ("Form.Roles", $"{Furnished.Role}"));
        Assert.NotNull(saved.Location);

        _app.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/audit")).Status);
        await browser.SignInAsync(account);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/audit")).Status);
    }

    [Fact]
    [Trait("case", "I16")]
    [Trait("rule", "GRID-09")]
    public async Task A_collector_meets_his_own_clients_only()
    {
        var (mine, theirs) = (Furnished.Client, Furnished.DeactivatedClient);
        var account = await Accounts.MakeAsync(_app.Database, "clients.view:own", "clients.edit", "clients.deactivate", "audit.view");
        await _app.Database.RunAsync(
            "insert into clients.collector (id, name, operator_id, created_at, updated_at) values ($1, 'Cobrador', $1, now(), now())", account.Id);
        await _app.Database.RunAsync("update clients.client set collector_id = $2 where id = $1", mine, account.Id);
        await _app.Database.RunAsync(
            """
            update clients.client set status = 'active', deactivated_at = null, deactivated_by = null, deactivation_reason = null, email = 'beto@example.org'
            where id = $1
            """, theirs);
        using var collector = _app.NewBrowser();
        await collector.SignInAsync(account);

        foreach (var route in RouteTable.Of(_app).Where(r => r.Pattern.StartsWith("/clients/{id", StringComparison.Ordinal)))
        {
            if (route.Permissions.Except(["clients.view", "clients.edit", "clients.deactivate", "audit.view"]).Any()) continue;
            var (own, other) = (await collector.GetAsync(route.Url), await collector.GetAsync(route.Url.Replace($"{mine}", $"{theirs}", StringComparison.Ordinal)));
            var missing = await collector.GetAsync(route.Url.Replace($"{mine}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal));
            Assert.True((int)own.Status < 400, $"{route.Url} gives {own.Status}");
            Assert.Equal((route.Pattern, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (route.Pattern, other.Status, missing.Status));
            Assert.DoesNotContain("Beto", other.Body, StringComparison.Ordinal);
        }

        foreach (var url in new[]
        {
            "/clients", "/clients?q=nunez", "/clients?q=beto", "/clients?q=be", "/clients?q=example.org", "/clients?status=all", "/clients?all=true",
            "/clients/find?q=beto", "/clients/find?q=beto@example.org", $"/clients?sel={theirs}", "/clients?jump=true&q=beto@example.org",
        })
        {
            foreach (var page in new[] { await collector.GetAsync(url), await collector.GetPartAsync(url) })
            {
                Assert.True((int)page.Status < 400, $"{url} gives {page.Status}");
                Assert.DoesNotContain("Beto", page.Body.Replace("q=beto", "", StringComparison.OrdinalIgnoreCase).Replace("beto@example.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }

        Assert.Contains("Ana Muñoz", (await collector.GetAsync("/clients")).Text, StringComparison.Ordinal);
        await WritesNothingToOthersAsync(collector, theirs);
        await LearnsNothingFromDuplicatesAsync(collector, mine);
    }

    private async Task WritesNothingToOthersAsync(Browser collector, Guid theirs)
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        var token = (await collector.GetAsync("/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var url in new[] { $"/clients/{theirs}/edit", $"/clients/{theirs}/deactivate" })
        {
            var answer = await collector.PostAsync(url,
                [new("__RequestVerificationToken", token), new("draft.Name", "Mallory"), new("Name", "Mallory"), new("reason", "evil"), new("version", "1")]);
            Assert.Equal((url, HttpStatusCode.NotFound), (url, answer.Status));
        }

        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    private static async Task LearnsNothingFromDuplicatesAsync(Browser collector, Guid mine)
    {
        var page = await collector.GetAsync($"/clients/{mine}/edit");
        var field = page.Document.QuerySelector("input[type=email]")!.GetAttribute("name")!;
        var answer = await collector.SubmitAsync(page, "main form[method=post]", (field, "beto@example.org"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.DoesNotContain("Beto Núñez", answer.Text, StringComparison.Ordinal);
    }
}
