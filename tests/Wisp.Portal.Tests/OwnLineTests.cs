using System.Diagnostics;
using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>A subscriber's contract, its consumption, and a wish for another plan.</summary>
[Collection(PortalTests.Name)]
public sealed class OwnLineTests(PortalApp app)
{
    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_contract_shows_plan_state_and_consumption_by_day_and_hour_without_script()
    {
        var ana = await app.ClientAsync();
        var contract = await app.ContractAsync(ana.Id);
        await app.Database.RunAsync(
            "insert into network.consumption_day values ($1, (now() at time zone 'America/Argentina/Buenos_Aires')::date - 3, 4200000000, 300000000)", contract);
        using var browser = await app.SignedInAsync(ana);
        Assert.NotNull((await browser.GetAsync("/portal")).Document.QuerySelector($"a[href='/portal/contracts/{contract}']"));
        var page = await browser.GetAsync($"/portal/contracts/{contract}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Hogar 50", page.Text, StringComparison.Ordinal);
        Assert.Contains("50 Mb", page.Text, StringComparison.Ordinal);
        // One day of traffic: what came down and what went up.
        Assert.Equal(2, page.Document.QuerySelectorAll("svg.graph rect").Length);
        Assert.Equal("Consumo de los últimos 30 días: 4,5 GB", page.Document.QuerySelector("svg.graph")!.GetAttribute("aria-label"));
        Assert.Contains("↓ 4,2 GB ↑ 300 MB", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Body, StringComparison.Ordinal);
        Assert.Contains("Sin consumo en estos días.", (await browser.GetAsync($"/portal/contracts/{contract}?by=hour")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_cut_contract_says_why_and_what_to_do()
    {
        var ana = await app.ClientAsync();
        var contract = await app.ContractAsync(ana.Id, "disabled", "operator");
        using var browser = await app.SignedInAsync(ana);
        var page = await browser.GetAsync($"/portal/contracts/{contract}");
        Assert.Contains("Tu servicio está suspendido", page.Text, StringComparison.Ordinal);
        Assert.Contains("Para que vuelva, comunicate con tu proveedor.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task Another_plan_is_asked_for_once_seen_by_an_operator_and_planned_for_the_day_chosen()
    {
        var ana = await app.ClientAsync();
        var (contract, faster) = (await app.ContractAsync(ana.Id), await app.PlanAsync(PortalApp.Unique("Hogar 300 "), 21500m, 300000));
        using var browser = await app.SignedInAsync(ana);
        var plans = await browser.GetAsync($"/portal/contracts/{contract}/plan");
        Assert.Contains("$ 6.500,00 más", plans.Text, StringComparison.Ordinal);
        var preview = await browser.GetAsync($"/portal/contracts/{contract}/plan?plan={faster}");
        Assert.Contains("Tu próxima factura sería", preview.Text, StringComparison.Ordinal);
        Assert.Equal($"/portal/contracts/{contract}", (await browser.SubmitAsync(preview, "main form")).Location);
        var again = await browser.SubmitAsync(preview, "main form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("Ya pediste un plan para este servicio", again.Text, StringComparison.Ordinal);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.request where client_id = $1", ana.Id));

        var id = await app.Database.ValueAsync<Guid>("select id from portal.request where client_id = $1", ana.Id);
        using var seller = await app.Wisp.SignInAsync("clients.view", "portal.requests");
        var shown = await seller.GetAsync($"/subscribers/requests/{id}");
        Assert.Equal(["15.000,00", "21.500,00"], shown.Texts("table.rows td").Skip(2));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await seller.SubmitAsync(shown, "#accept", ("Input.From", "2020-01-01"))).Status);
        var from = DateOnly.FromDateTime(app.Wisp.Clock.GetUtcNow().UtcDateTime).AddDays(40);
        Assert.Equal("/subscribers/requests", (await seller.SubmitAsync(shown, "#accept", ("Input.From", $"{from:yyyy-MM-dd}"))).Location);
        Assert.Equal((faster, from), (
            await app.Database.ValueAsync<Guid>("select next_plan_id from network.contract where id = $1", contract),
            await app.Database.ValueAsync<DateOnly>("select next_plan_from from network.contract where id = $1", contract)));

        // The second operator comes too late.
        var late = await seller.SubmitAsync(shown, "#refuse", ("Input.Reason", "No hay cupo"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Ya se respondió o se canceló", late.Text, StringComparison.Ordinal);
        Assert.Contains($"Aceptado: Hogar 300", (await browser.GetAsync($"/portal/contracts/{contract}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task A_request_is_taken_back_or_refused_with_a_reason_that_is_read()
    {
        var ana = await app.ClientAsync();
        var (contract, faster) = (await app.ContractAsync(ana.Id), await app.PlanAsync(PortalApp.Unique("Hogar 100 "), 18000m, 100000));
        using var browser = await app.SignedInAsync(ana);
        var url = $"/portal/contracts/{contract}";
        await browser.SubmitAsync(await browser.GetAsync($"{url}/plan?plan={faster}"), "main form");
        Assert.Equal(url, (await browser.SubmitAsync(await browser.GetAsync(url), "main form")).Location);
        Assert.Equal("cancelled", await app.Database.ValueAsync<string>("select state from portal.request where client_id = $1", ana.Id));
        await browser.SubmitAsync(await browser.GetAsync($"{url}/plan?plan={faster}"), "main form");
        var id = await app.Database.ValueAsync<Guid>("select id from portal.request where client_id = $1 and state = 'waiting'", ana.Id);
        var shown = await app.Admin.GetAsync($"/subscribers/requests/{id}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Admin.SubmitAsync(shown, "#refuse", ("Input.Reason", " "))).Status);
        Assert.Equal("/subscribers/requests", (await app.Admin.SubmitAsync(shown, "#refuse", ("Input.Reason", "En tu zona no llega la fibra."))).Location);
        Assert.Contains("En tu zona no llega la fibra.", (await browser.GetAsync(url)).Text, StringComparison.Ordinal);
        Assert.Contains("En tu zona no llega la fibra.", (await app.MailAsync(ana.Email, 2)).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "PORTAL-04")]
    public async Task Anothers_contract_is_not_there()
    {
        var (ana, eva) = (await app.ClientAsync(), await app.ClientAsync("Eva Sosa"));
        var (hers, plan) = (await app.ContractAsync(eva.Id), await app.PlanAsync(PortalApp.Unique("Otro "), 1m, 1000));
        using var browser = await app.SignedInAsync(ana);
        foreach (var url in (string[])[$"/portal/contracts/{hers}", $"/portal/contracts/{hers}?by=hour", $"/portal/contracts/{hers}/plan", $"/portal/contracts/{hers}/plan?plan={plan}", $"/portal/promise/{hers}"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(url)).Status);
        var token = (await browser.GetAsync("/portal/vouchers/new")).Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var url in (string[])[$"/portal/contracts/{hers}?handler=Cancel", $"/portal/contracts/{hers}/plan?plan={plan}", $"/portal/promise/{hers}"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(url, [new("__RequestVerificationToken", token), new("Until", "2026-12-01")])).Status);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.request where client_id = any ($1)", (object)new[] { ana.Id, eva.Id }));
    }

    [Fact]
    [Trait("rule", "AUT-20")]
    [Trait("rule", "AUT-21")]
    public async Task A_promise_brings_a_cut_contract_back_and_its_terms_are_kept()
    {
        var ana = await app.ClientAsync();
        var contract = await app.ContractAsync(ana.Id, "disabled", "system");
        await app.ChargeAsync(ana.Id, "500");
        using var browser = await app.SignedInAsync(ana);
        var page = await browser.GetAsync($"/portal/promise/{contract}");
        var latest = page.Document.QuerySelector("#Until")!.GetAttribute("max")!;
        var late = await browser.SubmitAsync(page, "main form", ("Until", "2199-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Equal("/portal", (await browser.SubmitAsync(page, "main form", ("Until", latest))).Location);
        Assert.Equal("enabled", await app.Database.ValueAsync<string>("select state from network.contract where id = $1", contract));
        Assert.Contains("Ana Muñoz", await app.Database.ValueAsync<string>("select string_agg(distinct actor, ',') from host.audit where subject_id = $1 and channel = 'portal'", ana.Id) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "AUT-20")]
    public async Task The_first_page_asks_once_what_can_be_promised_however_many_contracts_are_cut()
    {
        var ana = await app.ClientAsync();
        Guid[] cut = [await app.ContractAsync(ana.Id, "disabled", "system"), await app.ContractAsync(ana.Id, "disabled", "system")];
        await app.ContractAsync(ana.Id, "disabled", "operator");
        foreach (var contract in cut)
            await app.Database.RunAsync(
                "update billing.invoice set contract_id = $2, issued_on = '2026-01-01', first_due_date = '2026-01-10', second_due_date = '2026-01-20' where id = $1", await app.ChargeAsync(ana.Id, "500"), contract);
        using var browser = await app.SignedInAsync(ana);
        var asked = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => asked += activity.TagObjects.Any(tag => tag.Value is string text && text.Contains("promise_longest_days", StringComparison.Ordinal)) ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        var home = await browser.GetAsync("/portal");
        Assert.Equal(1, asked);
        Assert.Equal(cut.Select(id => $"/portal/promise/{id}"), home.Document.QuerySelectorAll("a[href^='/portal/promise/']").Select(link => link.GetAttribute("href")));
    }
}
