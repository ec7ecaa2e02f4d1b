using System.Text.Json;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>The portal on a phone: paired by a link, installed, told of what happens, and there without a network.</summary>
[Collection(SharedSite.Name)]
public sealed class PortalAppTests(Site site)
{
    [Fact]
    [Trait("rule", "PANEL-07")]
    public Task A_phone_is_paired_can_install_the_portal_shows_what_is_pushed_and_has_a_page_without_a_network() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        var origin = new Uri(page.Url == "about:blank" ? await HomeAsync(walk) : page.Url).GetLeftPart(UriPartial.Authority);
        await site.Database.RunAsync(
            "insert into host.setting (key, value) values ('portal.settings', jsonb_build_object('name', 'Portal del Sur', 'address', $1::text, 'color', '#0a6577', 'profile', 'ask', 'help', '')) on conflict (key) do update set value = excluded.value", origin);
        var client = await site.Database.ValueAsync<Guid>("insert into clients.client (name, country, status, created_at, updated_at) values ('Ana del Teléfono', 'AR', 'active', now(), now()) returning id");
        await walk.SignInAsync("clients.view", "clients.regenerate_password");
        // Settings that were read before are remembered for some seconds.
        await Eventually.BecomesAsync(
            async () =>
            {
                await walk.GoAsync($"/subscribers/{client}/devices");
                return await page.Locator("#pairing").CountAsync();
            }, found => found == 1, 15);
        await page.Locator("#pairing button").ClickAsync();
        await page.WaitForURLAsync($"**/clients/{client}");
        await walk.GoAsync($"/subscribers/{client}/devices");
        await page.GotoAsync((await page.Locator("#pairing-link").GetAttributeAsync("href"))!);
        await Expect(page.Locator("main")).ToContainTextAsync("A*** d*** T***");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vincular e ingresar" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Hola, Ana del Teléfono");

        await page.Context.GrantPermissionsAsync(["notifications"], new() { Origin = origin });
        var browser = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>();
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
        {
            foreach (var one in told!.Value.GetProperty("registrations").EnumerateArray())
                if (one.GetProperty("scopeURL").GetString() == origin + "/portal") registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await browser.SendAsync("ServiceWorker.enable");
        var registration = await registered.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        var errors = await browser.SendAsync("Page.getInstallabilityErrors");
        // But for the private window that each walk is.
        Assert.Equal(["in-incognito"], errors!.Value.GetProperty("installabilityErrors").EnumerateArray().Select(error => error.GetProperty("errorId").GetString()));

        await browser.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = origin, ["registrationId"] = registration, ["data"] = JsonSerializer.Serialize(new { title = "Nueva factura", body = "Vence el 10/12/2026.", url = "/portal/notices", tag = "x" }),
        });
        var shown = await page.EvaluateAsync<string>(
            """
            async () => {
              for (let turn = 0; turn < 300; turn++) {
                const shown = await (await navigator.serviceWorker.getRegistration('/portal')).getNotifications();
                if (shown.length) return `${shown[0].title}|${shown[0].body}|${shown[0].data.url}`;
                await new Promise(later => setTimeout(later, 100));
              }
              return 'nothing';
            }
            """);
        Assert.Equal("Nueva factura|Vence el 10/12/2026.|/portal/notices", shown);

        // All that the phone keeps is the page for when there is no network.
        var kept = await page.EvaluateAsync<string>(
            "async () => { const urls = []; for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) urls.push(new URL(one.url).pathname); return urls.join(' ') + '|' + (await (await caches.match('/portal/offline')).text()).includes('Sin conexión'); }");
        Assert.Equal("/portal/offline|true", kept);
    }, Device.Phone);

    private static async Task<string> HomeAsync(Walk walk)
    {
        await walk.GoAsync("/sign-in");
        return walk.Page.Url;
    }
}
