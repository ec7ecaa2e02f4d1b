using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Work;

/// <summary>What no subscriber takes is seen on the health page and tried again from there.</summary>
public sealed class ParkedEventTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Retry = "#parked tbody form";
    private readonly TestDatabase _database = host.App.Database;
    private readonly Browser _admin = host.Admin;

    [Fact]
    public async Task It_is_shown_with_its_reason_and_becomes_due_again()
    {
        await ParkAsync("""{"clientId": "0199aaaa-0000-7000-8000-000000000001", "reason": "Se mudó"}""", "portal.ear", "<b>sin red</b>", "2026-11-20 15:00+00");
        await ParkAsync("{}", "loyalty.ear", "roto", "2026-11-21 15:00+00");
        await _database.RunAsync("insert into host.event_delivery (event_id, subscriber, state, done_at) select min(id), 'billing.ear', 'done', now() from host.event");

        var page = await _admin.GetAsync("/system/health");

        Assert.Equal(
            [
                "clients.deactivated | portal.ear | clientId 0199aaaa-0000-7000-8000-000000000001 | 8 | <b>sin red</b> | 20/11/2026 12:00",
                "clients.deactivated | loyalty.ear | — | 8 | roto | 21/11/2026 12:00",
            ],
            page.Document.QuerySelectorAll("#parked tbody tr").Select(row => string.Join(" | ", row.Children.Take(6).Select(cell => cell.TextContent.Trim()))));
        Assert.DoesNotContain("Se mudó", page.Body, StringComparison.Ordinal);

        var answer = await _admin.SubmitAsync(page, Retry);

        Assert.Equal(["Se vuelven a entregar: 1."], (await _admin.FollowAsync(answer)).Texts("#toasts .toast-note"));
        Assert.Equal("billing.ear done 0, loyalty.ear parked 8, portal.ear waiting 0", await DeliveriesAsync());
        Assert.True(await _database.ValueAsync<bool>("select next_at <= now() from host.event_delivery where subscriber = 'portal.ear'"));
        Assert.Equal(["Ya no estaba detenido: otra persona lo reintentó."], (await _admin.FollowAsync(await _admin.SubmitAsync(page, Retry))).Texts("#toasts .toast-note p"));

        await ParkAsync("{}", "third.ear", "roto", "2026-11-22 15:00+00");
        answer = await _admin.SubmitAsync(await _admin.GetAsync("/system/health"), "form[action*=RetryAll]");
        Assert.Equal(["Se vuelven a entregar: 2."], (await _admin.FollowAsync(answer)).Texts("#toasts .toast-note"));
        Assert.Equal("billing.ear done 0, loyalty.ear waiting 0, portal.ear waiting 0, third.ear waiting 0", await DeliveriesAsync());
        Assert.Empty((await _admin.GetAsync("/system/health")).Document.QuerySelectorAll("#parked"));

        // Who only looks after the system's health sees it and may not start anything.
        await ParkAsync("{}", "fourth.ear", "roto", "2026-11-23 15:00+00");
        using var viewer = await host.App.SignInAsync("health.view");
        page = await viewer.GetAsync("/system/health");
        Assert.Single(page.Texts("#parked tbody tr"));
        Assert.Empty(page.Document.QuerySelectorAll("#parked form"));
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Retry", "RetryAll" })
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"/system/health?handler={handler}", [new("__RequestVerificationToken", token)])).Status);
        Assert.Equal(1, await _database.ValueAsync<long>("select count(*) from host.event_delivery where state = 'parked'"));
    }

    private Task<int> ParkAsync(string payload, string subscriber, string error, string since) => _database.RunAsync(
        """
        with event as (insert into host.event (name, payload, fanned_out) values ('clients.deactivated', $1::jsonb, true) returning id)
        insert into host.event_delivery (event_id, subscriber, state, attempts, error, parked_at)
        select id, $2, 'parked', 8, $3, $4::timestamptz from event
        """, payload, subscriber, error, since);

    private Task<string?> DeliveriesAsync() => _database.ValueAsync<string>(
        "select string_agg(subscriber || ' ' || state || ' ' || attempts, ', ' order by subscriber) from host.event_delivery");
}
