using System.Net;
using Wisp.Sdk;

namespace Wisp.Portal.Tests;

/// <summary>What a subscriber changes of his own data.</summary>
[Collection(PortalTests.Name)]
public sealed class ProfileTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_change_that_is_asked_for_is_made_when_accepted_and_keeps_what_changed_meanwhile()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var form = await browser.GetAsync("/portal/profile");
        var wrong = await browser.SubmitAsync(form, "#profile", ("Input.Phone", "abc"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("/portal/me", (await browser.SubmitAsync(form, "#profile", ("Input.Phone", "221 555-1234"), ("Input.NotifyEmails", "otra@example.org"))).Location);
        Assert.Null(await app.Database.ValueAsync<string>("select phone from clients.client where id = $1", ana.Id));
        Assert.Contains("Pediste un cambio", (await browser.GetAsync("/portal/me")).Text, StringComparison.Ordinal);

        // Asked anew, it takes the place of the first.
        var first = await IdAsync(ana);
        await browser.SubmitAsync(await browser.GetAsync("/portal/profile"), "#profile", ("Input.Phone", "221 555-9999"));
        var second = await IdAsync(ana);
        Assert.NotEqual(first, second);
        Assert.Null((await app.Admin.GetAsync($"/subscribers/requests/{first}")).Document.QuerySelector("#accept"));
        await app.Database.RunAsync("update clients.client set address = 'Mitre 20' where id = $1", ana.Id);
        var shown = await app.Admin.GetAsync($"/subscribers/requests/{second}");
        Assert.Equal(["Teléfono–221 555-9999", "Otros e-mails–otra@example.org"], shown.Document.QuerySelectorAll("table.rows tbody tr").Select(row => row.TextContent.Trim()));
        Assert.Equal("/subscribers/requests", (await app.Admin.SubmitAsync(shown, "#accept")).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Admin.SubmitAsync(shown, "#refuse", ("Input.Reason", "No"))).Status);
        Assert.Equal("221 555-9999|Mitre 20", await app.Database.ValueAsync<string>("select phone || '|' || address from clients.client where id = $1", ana.Id));
        Assert.Equal("otra@example.org", await app.Database.ValueAsync<string>("select notify_emails from billing.client where id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task What_an_operator_changes_while_a_request_is_accepted_stays()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        await browser.SubmitAsync(await browser.GetAsync("/portal/profile"), "#profile", ("Input.Phone", "221 555-1234"), ("Input.NotifyEmails", "otra@example.org"));
        var shown = await app.Admin.GetAsync($"/subscribers/requests/{await IdAsync(ana)}");
        Task<Page> accepted;
        await using (var connection = await app.Database.OpenAsync())
        await using (var saving = await connection.BeginTransactionAsync())
        {
            await connection.Sql("update clients.client set address = 'Mitre 20' where id = $1", ana.Id).RunAsync();
            await connection.Sql("update billing.client set email_on_payment = true where id = $1", ana.Id).RunAsync();
            accepted = app.Admin.SubmitAsync(shown, "#accept");
            await Eventually.BecomesAsync(
                () => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"), waiting => waiting > 0);
            await saving.CommitAsync();
        }

        Assert.Equal("/subscribers/requests", (await accepted).Location);
        Assert.Equal("221 555-1234|Mitre 20", await app.Database.ValueAsync<string>("select phone || '|' || address from clients.client where id = $1", ana.Id));
        Assert.Equal("otra@example.org|true", await app.Database.ValueAsync<string>("select notify_emails || '|' || email_on_payment from billing.client where id = $1", ana.Id));
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task Accepted_and_refused_at_once_is_one_of_both()
    {
        using var other = await app.Wisp.SignInAsync("portal.requests", "clients.view");
        for (var round = 0; round < 5; round++)
        {
            var ana = await app.ClientAsync();
            using var browser = await app.SignedInAsync(ana);
            await browser.SubmitAsync(await browser.GetAsync("/portal/profile"), "#profile", ("Input.Phone", "221 555-1234"));
            var url = $"/subscribers/requests/{await IdAsync(ana)}";
            var (one, two) = (await app.Admin.GetAsync(url), await other.GetAsync(url));
            var answers = await Task.WhenAll(app.Admin.SubmitAsync(one, "#accept"), other.SubmitAsync(two, "#refuse", ("Input.Reason", "No")));
            Assert.Single(answers, answer => answer.Location == "/subscribers/requests");
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.UnprocessableEntity && answer.Text.Contains("Ya se respondió", StringComparison.Ordinal));
            var accepted = answers[0].Location is not null;
            Assert.Equal(accepted ? "accepted|221 555-1234" : "refused|", await app.Database.ValueAsync<string>(
                "select r.state || '|' || coalesce(c.phone, '') from portal.request r join clients.client c on c.id = r.client_id where r.client_id = $1", ana.Id));
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'portal.request-answered' and payload ->> 'clientId' = $1", $"{ana.Id}"));
        }
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_change_that_may_be_made_is_made_at_once_as_the_subscribers_own_and_where_it_may_not_there_is_no_form()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        await SetAsync("apply");
        Assert.Equal("/portal/me", (await browser.SubmitAsync(await browser.GetAsync("/portal/profile"), "#profile", ("Input.PhoneMobile", "+54 221 555 0001"))).Location);
        Assert.Equal("+54 221 555 0001", await app.Database.ValueAsync<string>("select phone_mobile from clients.client where id = $1", ana.Id));
        Assert.Equal("Ana Muñoz|portal", await app.Database.ValueAsync<string>(
            "select actor || '|' || channel from host.audit where subject_id = $1 and schema_name = 'clients' and table_name = 'client' order by at desc limit 1", ana.Id));
        await SetAsync("no");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/portal/profile")).Status);
        Assert.Contains("Para cambiarlos, escribile a tu proveedor.", (await browser.GetAsync("/portal/me")).Text, StringComparison.Ordinal);
        await SetAsync("ask");
    }

    private async Task SetAsync(string profile) =>
        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(await app.Admin.GetAsync("/subscribers/settings"), "form.form", ("Input.Profile", profile))).Status);

    private Task<Guid> IdAsync(Subscriber client) => app.Database.ValueAsync<Guid>("select id from portal.request where client_id = $1 and state = 'waiting'", client.Id);
}
