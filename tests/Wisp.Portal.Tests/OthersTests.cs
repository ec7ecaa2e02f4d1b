using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Portal.Tests;

/// <summary>Nothing of another's: every door of the portal, with ids of somebody else's, asked by another subscriber, by an operator and by a stranger.</summary>
[Collection(PortalTests.Name)]
[Trait("rule", "PORTAL-04")]
public sealed class OthersTests(PortalApp app)
{
    private const string Policy = "portal:subscriber";

    [Fact]
    public async Task Each_page_with_an_id_shows_it_to_whose_it_is_and_is_not_found_for_anybody_else()
    {
        var (ana, beto) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        using var owner = await app.SignedInAsync(ana);
        using var other = await app.SignedInAsync(beto);
        var contract = await app.ContractAsync(ana.Id, "disabled", "system");
        var invoice = await app.ChargeAsync(ana.Id, "100,00");
        var payment = await app.PayAsync(ana.Id, "30,00");
        var voucher = await app.Database.ValueAsync<Guid>(
            "insert into portal.voucher (client_id, request_key, amount, paid_on, method_id, reference, told_at) values ($1, host.uuid7(), 10, '2026-11-01', host.uuid7(), 'T-1', now()) returning id", ana.Id);
        string Of(string pattern) => pattern switch
        {
            _ when pattern.StartsWith("/portal/invoices/", StringComparison.Ordinal) => $"{invoice}",
            _ when pattern.StartsWith("/portal/payments/", StringComparison.Ordinal) => $"{payment}",
            _ when pattern.StartsWith("/portal/vouchers/", StringComparison.Ordinal) => $"{voucher}",
            _ when pattern.StartsWith("/portal/contracts/", StringComparison.Ordinal) || pattern.StartsWith("/portal/promise/", StringComparison.Ordinal) => $"{contract}",
            _ => throw new InvalidOperationException($"Say whose id stands in {pattern}."),
        };

        using var stranger = app.Wisp.NewBrowser();
        // One who does not look at the portal as anybody.
        using var clerk = await app.Wisp.SignInAsAdminAsync();
        var patterns = app.Wisp.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy == Policy))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(patterns.Count > 15, $"Only {patterns.Count} pages of subscribers were found.");
        foreach (var pattern in patterns)
        {
            var url = pattern.Contains('{') ? pattern[..pattern.IndexOf('{')] + Of(pattern) + pattern[(pattern.IndexOf('}') + 1)..] : pattern;
            // A voucher without a picture has none to show.
            if (!pattern.EndsWith("/file", StringComparison.Ordinal)) Assert.True((await owner.GetAsync(url)).Status is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{url} is not shown to whose it is");
            var seen = await other.GetAsync(url);
            if (pattern.Contains('{')) Assert.True(seen.Status == HttpStatusCode.NotFound, $"{url} gives another subscriber {seen.Status}");
            foreach (var leak in (string[])["Ana Muñoz", ana.Email, $"{invoice}", $"{contract}"]) Assert.DoesNotContain(leak, seen.Body, StringComparison.Ordinal);
            foreach (var closed in (Browser[])[stranger, clerk])
                Assert.StartsWith("http://localhost/portal/sign-in", (await closed.GetAsync(url)).Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_sent_with_an_id_of_another_changes_nothing()
    {
        var (ana, beto) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        var contract = await app.ContractAsync(ana.Id, "disabled", "system");
        var better = await app.PlanAsync(PortalApp.Unique("Hogar"), 20000m, 100000);
        using var owner = await app.SignedInAsync(ana);
        var device = await app.Database.ValueAsync<Guid>("insert into portal.device (client_id, name, platform, paired_at) values ($1, 'Chrome', 'android', now()) returning id", ana.Id);
        await app.Database.RunAsync("insert into portal.request (client_id, kind, contract_id, plan_id, before, wanted, asked_at) values ($1, 'plan', $2, $3, '{}', '{}', now())", ana.Id, contract, better);
        using var other = await app.SignedInAsync(beto);
        var session = await app.Database.ValueAsync<Guid>("select id from portal.session where client_id = $1", ana.Id);
        var token = (await other.GetAsync("/portal/me")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        KeyValuePair<string, string>[] fields = [new("__RequestVerificationToken", token), new("Until", "2026-12-01"), new("plan", $"{better}")];
        foreach (var url in (string[])[$"/portal/me?handler=End&id={session}", $"/portal/contracts/{contract}/plan", $"/portal/contracts/{contract}?handler=Cancel", $"/portal/promise/{contract}", $"/portal/devices?handler=Remove&id={device}"])
            Assert.Equal((url, HttpStatusCode.NotFound), (url, (await other.PostAsync(url, fields)).Status));
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/portal")).Status);
        Assert.Equal("waiting", await app.Database.ValueAsync<string>("select state from portal.request where client_id = $1", ana.Id));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.device where client_id = $1 and revoked_at is null", ana.Id));
        // Without the token, or with that of another, nothing is taken at all.
        foreach (var wrong in (KeyValuePair<string, string>[][])[[], fields])
            Assert.Equal(HttpStatusCode.BadRequest, (await owner.PostAsync($"/portal/me?handler=End&id={session}", wrong)).Status);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/portal")).Status);
    }

    [Fact]
    public async Task An_operator_who_looks_as_a_client_sees_all_changes_nothing_and_is_written_down()
    {
        var ana = await app.ClientAsync();
        var invoice = await app.ChargeAsync(ana.Id, "100,00");
        using var admin = await app.Wisp.SignInAsAdminAsync();
        Assert.Equal("/portal", (await admin.SubmitAsync(await admin.GetAsync($"/subscribers/{ana.Id}"), "button[formaction*=ViewAs]")).Location);
        var home = await admin.GetAsync("/portal");
        Assert.Contains("estás viendo el portal como este cliente", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/portal/invoices/{invoice}")).Status);
        var token = home.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var url in (string[])["/portal/profile", "/portal/vouchers/new", "/portal/me?handler=EndOthers", "/portal/password"])
            Assert.Equal((url, HttpStatusCode.Forbidden), (url, (await admin.PostAsync(url, [new("__RequestVerificationToken", token)])).Status));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'view_as' and subject_id = $1 and operator_id is not null", ana.Id));
        // It is no sign-in of the client's, and ends by itself or by leaving.
        Assert.Null(await app.Database.ValueAsync<DateTime?>("select last_sign_in_at from portal.access where id = $1", ana.Id));
        Assert.Equal($"/subscribers/{ana.Id}", (await admin.SubmitAsync(home, "form[action='/portal/sign-out']")).Location);
        Assert.Contains("/portal/sign-in", (await admin.GetAsync("/portal")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/clients")).Status);
    }

    [Theory]
    [InlineData("update host.operator set disabled = true where id = $1")]
    [InlineData("delete from host.role_permission p using host.operator_role r where r.role_id = p.role_id and r.operator_id = $1 and p.permission = 'portal.view_as'")]
    [InlineData("delete from host.role_permission p using host.operator_role r where r.role_id = p.role_id and r.operator_id = $1 and p.permission = 'clients.view'")]
    [InlineData("update host.role_permission p set scope = 'own' from host.operator_role r where r.role_id = p.role_id and r.operator_id = $1 and p.permission = 'clients.view'")]
    public async Task An_operator_who_may_look_no_more_sees_nothing_from_then_on(string change)
    {
        var ana = await app.ClientAsync();
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.regenerate_password", "portal.view_as");
        using var other = await app.Wisp.SignInAsync("clients.view", "clients.regenerate_password", "portal.view_as");
        foreach (var looker in (Browser[])[other, clerk])
        {
            await looker.SubmitAsync(await looker.GetAsync($"/subscribers/{ana.Id}"), "button[formaction*=ViewAs]");
            Assert.Contains("estás viendo el portal como este cliente", (await looker.GetAsync("/portal")).Text, StringComparison.Ordinal);
        }

        await app.Database.RunAsync(change, await app.Database.ValueAsync<Guid>("select operator_id from portal.session where client_id = $1 and kind = 'operator' order by id desc limit 1", ana.Id));
        Assert.Contains("/portal/sign-in", (await clerk.GetAsync("/portal")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/portal")).Status);
    }

    [Fact]
    public async Task A_collector_looks_as_those_he_collects_only()
    {
        var (mine, others) = (await app.ClientAsync(), await app.ClientAsync("Otra Persona"));
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "clients.regenerate_password", "portal.view_as");
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/subscribers/{others.Id}")).Status);
        var person = await app.Database.ValueAsync<Guid>(
            "insert into clients.collector (name, operator_id, created_at, updated_at) select 'Cobrador', o.id, now(), now() from host.operator o order by o.created_at desc, o.id desc limit 1 returning id");
        await app.Database.RunAsync("update clients.client set collector_id = $2 where id = $1", mine.Id, person);
        await collector.SubmitAsync(await collector.GetAsync($"/subscribers/{mine.Id}"), "button[formaction*=ViewAs]");
        Assert.Equal(HttpStatusCode.OK, (await collector.GetAsync("/portal")).Status);
        await app.Database.RunAsync("update clients.client set collector_id = null where id = $1", mine.Id);
        Assert.Contains("/portal/sign-in", (await collector.GetAsync("/portal")).Location, StringComparison.Ordinal);
    }
}
