using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>What subscribers are told, each by the door that it comes through.</summary>
[Collection(PortalTests.Name)]
public sealed class NoticeTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "NOTIF-01")]
    public async Task An_invoice_and_a_payment_are_told_on_the_phone_and_in_the_portal()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var invoice = await app.ChargeAsync(ana.Id, "15000");
            var (number, due) = (await app.Database.ValueAsync<long>("select number from billing.invoice where id = $1", invoice), await app.Database.ValueAsync<DateOnly>("select first_due_date from billing.invoice where id = $1", invoice));
            var told = (await app.Push.UntilAsync(phone, 1)).Single();
            Assert.Equal(("Nueva factura", $"X 00003-{number:D8} por $ 15.000,00. Vence el {due.Day}/{due.Month}/{due.Year}.", $"/portal/invoices/{invoice}"), (told.Title, told.Body, told.Url));
            await app.PayAsync(ana.Id, "15000");
            Assert.Equal("Pago de $ 15.000,00. ¡Gracias!", (await app.Push.UntilAsync(phone, 2))[1].Body);

            var home = await browser.GetAsync("/portal");
            Assert.Equal(["Recibimos tu pago", "Nueva factura"], home.Texts("[aria-labelledby=notices] .rows a"));
            var list = await browser.GetAsync("/portal/notices");
            Assert.Equal(2, list.Texts("ul.rows strong").Count);
            Assert.Equal("/portal/notices", (await browser.SubmitAsync(list, "form[action*=upTo]")).Location);
            Assert.Empty((await browser.GetAsync("/portal/notices")).Texts("ul.rows strong"));
            Assert.Null((await browser.GetAsync("/portal")).Document.QuerySelector("[aria-labelledby=notices]"));
            // By mail Billing tells it: here it is off.
            Assert.DoesNotContain(app.MailsTo(ana.Email), mail => mail.Subject == "Nueva factura");
        }
    }

    [Fact]
    [Trait("rule", "NOTIF-01")]
    public async Task A_cut_line_and_one_that_came_back_are_told_by_phone_and_mail_in_the_receivers_language()
    {
        var ana = await app.ClientAsync();
        var contract = await app.ContractAsync(ana.Id);
        var (browser, phone) = await app.PairedAsync(ana, english: true);
        using (browser)
        {
            await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/contracts/{contract}/state"), "form.form", ("Input.State", "disabled"), ("Input.Reason", "No paga"));
            var cut = (await app.Push.UntilAsync(phone, 1)).Single();
            Assert.Equal(("Your service is suspended", "Hogar 50 was suspended. Open the portal to see why and how to get it back.", "/portal"), (cut.Title, cut.Body, cut.Url));
            var mail = await app.MailAsync(ana.Email);
            Assert.Equal("Tu servicio está suspendido", mail.Subject);
            Assert.Contains(PortalApp.Address + "/portal", mail.TextBody, StringComparison.Ordinal);
            await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/contracts/{contract}/state"), "form.form", ("Input.State", "enabled"), ("Input.Reason", "Pagó"));
            Assert.Equal("Your service is back", (await app.Push.UntilAsync(phone, 2))[1].Title);
            Assert.Equal("Tu servicio volvió", (await app.MailAsync(ana.Email, 2)).Subject);
        }
    }

    [Fact]
    [Trait("rule", "NOTIF-01")]
    public async Task What_is_due_soon_is_called_to_mind_once()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var (soon, later) = (await app.ChargeAsync(ana.Id, "100"), await app.ChargeAsync(ana.Id, "200"));
            await app.Push.UntilAsync(phone, 2);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Argentina/Buenos_Aires")).DateTime);
            await app.Database.RunAsync("update billing.invoice set first_due_date = $2 where id = $1", soon, today.AddDays(3));
            await app.Database.RunAsync("update billing.invoice set first_due_date = $2 where id = $1", later, today.AddDays(4));
            for (var turn = 0; turn < 2; turn++)
            {
                await app.Admin.SubmitAsync(await app.Admin.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "portal.tell-of-due"));
                var told = await app.Push.UntilAsync(phone, 3);
                Assert.Equal(("Tu factura está por vencer", $"/portal/invoices/{soon}"), (told[2].Title, told[2].Url));
                await Eventually.BecomesAsync(
                    () => app.Database.ValueAsync<long>("select count(*) from host.job where key = 'portal.tell-of-due' and state in ('queued', 'running')"), left => left == 0);
            }

            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.notice where client_id = $1 and kind = 'portal.due'", ana.Id));
            Assert.Equal(3, app.Push.To(phone).Count);
        }
    }

    [Fact]
    [Trait("rule", "NOTIF-01")]
    public async Task An_event_that_comes_twice_tells_once()
    {
        var ana = await app.ClientAsync();
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var payment = await app.PayAsync(ana.Id, "100");
            await app.Push.UntilAsync(phone, 1);
            var events = await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'billing.payment-recorded'");
            await app.Database.RunAsync(
                "insert into host.event (name, payload) select name, payload from host.event where name = 'billing.payment-recorded' and payload ->> 'paymentId' = $1", $"{payment}");
            Assert.Equal(events + 1, await app.Database.ValueAsync<long>("select count(*) from host.event where name = 'billing.payment-recorded'"));
            await Eventually.BecomesAsync(
                () => app.Database.ValueAsync<long>(
                    "select count(*) from host.event_delivery d join host.event e on e.id = d.event_id where d.subscriber = 'portal.tell-of-payment' and e.payload ->> 'paymentId' = $1 and d.state = 'done'", $"{payment}"), done => done == 2);
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.notice where client_id = $1", ana.Id));
            Assert.Single(app.Push.To(phone));
        }
    }

    [Fact]
    public async Task Quiet_hours_hold_back_what_is_not_urgent_and_channels_are_switched_off_by_kind()
    {
        var ana = await app.ClientAsync();
        var node = await app.Database.ValueAsync<Guid>("insert into network.node (name, kind) values ($1, 'tower') returning id", PortalApp.Unique("Torre"));
        await app.ContractAsync(ana.Id, node: node);
        var (browser, phone) = await app.PairedAsync(ana);
        var local = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Argentina/Buenos_Aires"));
        var (from, to) = (local.AddHours(-1), local.AddHours(2));
        using (browser)
        {
            try
            {
                var settings = await app.Admin.GetAsync("/subscribers/notices");
                var refused = await app.Admin.SubmitAsync(settings, "form.form", ("Input.QuietFrom", "25:00"), ("Input.QuietTo", "07:00"), ("Input.DueDays", "40"));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
                Assert.Equal(["\"25:00\" no es una hora, como 22:00.", "\"40\" no es un número de 0 a 15."], refused.Texts(".error-summary li").Order());
                Assert.Equal(["Poné las dos horas, o ninguna."], (await app.Admin.SubmitAsync(settings, "form.form", ("Input.QuietFrom", "23:00"), ("Input.QuietTo", ""))).Texts(".error-summary li"));
                // Only the outage stays on, and waits for nothing.
                Assert.Equal("/subscribers/notices", (await app.Admin.SubmitAsync(
                    settings, "form.form", ("Input.QuietFrom", $"{from:HH:mm}"), ("Input.QuietTo", $"{to:HH:mm}"), ("Input.On", "portal.outage|portal.push"))).Location);
                Assert.Equal(["portal.outage|portal.push"], (await app.Admin.GetAsync("/subscribers/notices")).Document.QuerySelectorAll("input[name='Input.On'][checked]").Select(box => box.GetAttribute("value")));
                await app.Database.RunAsync("update host.setting set value = jsonb_set(value, '{chosen}', (value -> 'chosen') - 'portal.payment|portal.push') where key = 'portal.notices'");
                // The worker's memory of settings.
                await Task.Delay(TimeSpan.FromSeconds(6));

                await app.ChargeAsync(ana.Id, "100");
                await app.PayAsync(ana.Id, "100");
                await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from portal.notice where client_id = $1", ana.Id), told => told == 2);
                var (waits, until) = (await app.Database.ValueAsync<long>(
                    "select count(*) from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1 and n.kind = 'portal.payment' and d.state = 'queued'", ana.Id),
                    await app.Database.ValueAsync<DateTime>("select d.not_before from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1", ana.Id));
                Assert.Equal(1, waits);
                Assert.Equal(new DateTime(to.UtcDateTime.Year, to.UtcDateTime.Month, to.UtcDateTime.Day, to.UtcDateTime.Hour, to.UtcDateTime.Minute, 0, DateTimeKind.Utc), until);
                // The invoice is told in the portal alone.
                Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.delivery d join portal.notice n on n.id = d.notice_id where n.client_id = $1 and n.kind = 'portal.invoice'", ana.Id));

                await app.Admin.SubmitAsync(await app.Admin.GetAsync("/network/outages"), "form.form", ("Input.NodeId", $"{node}"), ("Input.Reason", "Se cortó la luz"));
                Assert.StartsWith("Hay una caída", (await app.Push.UntilAsync(phone, 1)).Single().Title, StringComparison.Ordinal);
                await app.Database.RunAsync("update portal.delivery d set not_before = now() from portal.notice n where n.id = d.notice_id and n.client_id = $1 and d.state = 'queued'", ana.Id);
                await app.Admin.SubmitAsync(await app.Admin.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "portal.deliver-notices"));
                Assert.Equal("Recibimos tu pago", (await app.Push.UntilAsync(phone, 2))[1].Title);
            }
            finally
            {
                await app.Database.RunAsync("""update host.setting set value = '{"quietFrom": null, "quietTo": null, "dueDays": 3, "chosen": {}}' where key = 'portal.notices'""");
                await Task.Delay(TimeSpan.FromSeconds(6));
            }
        }
    }

    [Fact]
    public async Task Nobody_elses_notice_is_shown_or_marked()
    {
        var (ana, beto) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"));
        var (hers, phone) = await app.PairedAsync(ana);
        var (his, _) = await app.PairedAsync(beto);
        using (hers)
        using (his)
        {
            await app.PayAsync(ana.Id, "100");
            await app.Push.UntilAsync(phone, 1);
            var notice = await app.Database.ValueAsync<Guid>("select id from portal.notice where client_id = $1", ana.Id);
            Assert.Contains("No tenés avisos.", (await his.GetAsync("/portal/notices")).Text, StringComparison.Ordinal);
            Assert.Empty((await his.GetAsync($"/portal/notices?before={notice}")).Texts("ul.rows li"));
            var token = (await his.GetAsync("/portal/me")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await his.PostAsync($"/portal/notices?upTo={notice}", [new("__RequestVerificationToken", token)]);
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.notice where client_id = $1 and seen_at is null", ana.Id));
        }
    }
}
