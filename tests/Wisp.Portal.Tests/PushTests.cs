using System.Net;
using Wisp.Sdk;

namespace Wisp.Portal.Tests;

/// <summary>Pushes: who is asked, who is told, and what happens when a push service says no.</summary>
[Collection(PortalTests.Name)]
public sealed class PushTests(PortalApp app)
{
    [Fact]
    public async Task A_push_says_how_long_it_is_good_for_and_a_phone_that_is_gone_is_forgotten()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            await app.PayAsync(ana.Id, "100");
            var told = (await app.Push.UntilAsync(phone, 1)).Single();
            var letter = app.Push.To(phone).Single();
            Assert.Equal(await app.Database.ValueAsync<string>("select replace(id::text, '-', '') from portal.notice where client_id = $1", ana.Id), told.Tag);
            Assert.Equal(told.Tag, letter.Headers["Topic"]);
            Assert.DoesNotContain("Urgency", letter.Headers.Keys);
            // Two days, less what passed since.
            Assert.InRange(int.Parse(letter.Headers["TTL"], System.Globalization.CultureInfo.InvariantCulture), 172800 - 120, 172800);

            app.Push.Answers[new Uri(phone.Endpoint).AbsolutePath] = 410;
            await app.PayAsync(ana.Id, "200");
            await UntilAsync(ana, "failed", "410");
            Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.push_subscription where endpoint = $1", phone.Endpoint));
            Assert.Contains("Recibir avisos acá", (await browser.GetAsync("/portal/me")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_push_service_in_trouble_is_asked_again_later()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var path = new Uri(phone.Endpoint).AbsolutePath;
            app.Push.Answers[path] = 503;
            await app.PayAsync(ana.Id, "100");
            await UntilAsync(ana, "queued", "503");
            Assert.Equal(1, await app.Database.ValueAsync<int>(
                "select extract(epoch from d.not_before - d.at)::int / 60 from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1", ana.Id));
            app.Push.Answers.TryRemove(path, out _);
            await app.Database.RunAsync("update portal.delivery d set not_before = now() from portal.notice n where n.id = d.notice_id and n.client_id = $1", ana.Id);
            await Eventually.BecomesAsync(
                async () =>
                {
                    // While the courier that was refused is under way, no other is sent.
                    await app.Admin.SubmitAsync(await app.Admin.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "portal.deliver-notices"));
                    return app.Push.To(phone).Count;
                }, taken => taken > 0, 30);
            await UntilAsync(ana, "sent", null);
            Assert.Single(app.Push.Read(phone));
        }
    }

    [Fact]
    public async Task What_is_told_while_a_courier_sets_out_goes_with_him()
    {
        const string Courier = "portal.deliver-notices";
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            // No timer's courier comes between; and who tells of a payment is held up before he is done.
            await using var holding = await app.Database.OpenAsync();
            await using var held = await holding.BeginTransactionAsync();
            await holding.Sql("select pg_advisory_xact_lock(hashtextextended($1, 7702)), pg_advisory_xact_lock(4711)", Courier).RunAsync();
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from host.job where key = $1 and state in ('queued', 'running')", Courier), some => some == 0);
            await app.Database.RunAsync(
                """
                create function portal.hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return new; end $$;
                create trigger hold before update on host.event_delivery for each row when (new.subscriber = 'portal.tell-of-payment') execute function portal.hold();
                """);
            // One was called for somebody else, and did not set out yet.
            await app.Database.RunAsync("update portal.courier set called = true");
            await app.PayAsync(ana.Id, "100");
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted"), some => some == 1);

            var job = await app.Database.ValueAsync<Guid>("select host.enqueue_job($1, '{}', null, null, 'es')", Courier);
            await Eventually.BecomesAsync(
                () => app.Database.ValueAsync<bool>("select state = 'done' or exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%portal.courier%') from host.job where id = $1", job), so => so);
            await held.CommitAsync();
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state == "done");
            await app.Database.RunAsync("drop trigger hold on host.event_delivery; drop function portal.hold()");
            Assert.Equal(1, await app.Database.ValueAsync<long>("select done from host.job_progress where job_id = $1", job));
            Assert.Single(app.Push.Read(phone));
        }
    }

    [Theory]
    [InlineData("https://evil.example/push/1")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1:5432/")]
    [InlineData("http://localhost/push/1")]
    [InlineData("https://fcm.googleapis.com.evil.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/push/1")]
    public async Task Only_push_services_that_are_known_are_asked(string endpoint)
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var me = await browser.GetAsync("/portal/me");
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(me, "form[data-push]", ("Endpoint", endpoint), ("P256dh", phone.P256dh), ("Auth", phone.Auth))).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(me, "form[data-push]", ("Endpoint", phone.Endpoint), ("P256dh", phone.Auth), ("Auth", phone.Auth))).Status);
            Assert.Equal(phone.Endpoint, await app.Database.ValueAsync<string>("select p.endpoint from portal.push_subscription p join portal.device d on d.id = p.device_id where d.client_id = $1", ana.Id));
        }
    }

    [Fact]
    public async Task Whoever_signs_out_is_told_nothing_and_a_browser_of_two_accounts_tells_the_last()
    {
        var (ana, beto) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        var (hers, phone) = await app.PairedAsync(ana);
        var (his, _) = await app.PairedAsync(beto);
        using (hers)
        using (his)
        {
            await PortalApp.SubscribeAsync(his, phone);
            await app.PayAsync(ana.Id, "100");
            await app.PayAsync(beto.Id, "200");
            Assert.Equal("Pago de $ 200,00. ¡Gracias!", (await app.Push.UntilAsync(phone, 1)).Single().Body);
            await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{beto.Id}"), "button[formaction$='handler=End']");
            await app.PayAsync(beto.Id, "300");
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from portal.notice where client_id = $1", beto.Id), told => told == 2);
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1", beto.Id));
            Assert.Single(app.Push.To(phone));
        }
    }

    [Fact]
    public async Task A_password_session_becomes_a_device_by_asking_for_notices_and_an_operator_who_looks_asks_for_none()
    {
        var ana = await app.ClientAsync();
        using var browser = await app.SignedInAsync(ana);
        var phone = app.Push.NewReceiver(PortalApp.Address);
        await PortalApp.SubscribeAsync(browser, phone);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.session s join portal.device d on d.id = s.device_id where s.client_id = $1", ana.Id));
        Assert.Contains("Este dispositivo recibe avisos.", (await browser.GetAsync("/portal/me")).Text, StringComparison.Ordinal);
        await app.PayAsync(ana.Id, "100");
        await app.Push.UntilAsync(phone, 1);
        await browser.SubmitAsync(await browser.GetAsync("/portal/me"), "form[action*=Unsubscribe]");
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.push_subscription p join portal.device d on d.id = p.device_id where d.client_id = $1", ana.Id));

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/subscribers/{ana.Id}"), "button[formaction*=ViewAs]");
        var looking = await app.Admin.GetAsync("/portal/me");
        Assert.Null(looking.Document.QuerySelector("form[data-push]"));
        var token = looking.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Admin.PostAsync("/portal/devices?handler=Unsubscribe", [new("__RequestVerificationToken", token)])).Status);
    }

    private Task<long> UntilAsync(Subscriber client, string state, string? error) => Eventually.BecomesAsync(
        () => app.Database.ValueAsync<long>(
            "select count(*) from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1 and d.state = $2 and d.last_error is not distinct from $3", client.Id, state, error ?? (object)DBNull.Value), some => some == 1);
}
