using System.Globalization;
using System.Text.Json;
using UglyToad.PdfPig;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>All that a subscriber does on a small phone, from the QR that is shown to him to the invoice that is paid. It has a Wisp of its own: it bills.</summary>
[Collection("journeys with a site of their own")]
public sealed class PhoneTests(Site site) : IClassFixture<Site>
{
    private const string Name = "Ana del Teléfono";

    [Fact]
    [Trait("rule", "PANEL-06")]
    [Trait("rule", "PANEL-07")]
    [Trait("rule", "NOTIF-01")]
    [Trait("rule", "PORTAL-04")]
    public Task A_phone_reads_the_QR_is_told_of_an_invoice_and_pays_it() => site.WalkAsync(
        staff => site.WalkAsync(phone => WalkAsync(staff, phone), Device.SmallPhone, member: "phone"), Device.SmallPhone, member: "staff");

    private async Task WalkAsync(Walk staff, Walk phone)
    {
        var receiver = site.Push.NewReceiver();
        var client = await ClientAsync();
        await staff.SignInAsync("*");
        var origin = new Uri(staff.Page.Url).GetLeftPart(UriPartial.Authority);
        await SetUpAsync(staff.Page, origin);
        await SubscribeByAsync(phone.Page, receiver, origin);

        // The QR on one telephone, read by the other.
        await OpenDevicesAsync(staff);
        await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Hacer el enlace" }).ClickAsync();
        await Expect(staff.Shell.Toast).ToContainTextAsync("El enlace nuevo está listo.");
        await OpenDevicesAsync(staff);
        var picture = staff.Page.GetByAltText("Código QR con el enlace para vincular");
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        await picture.ScrollIntoViewIfNeededAsync();
        await Evidence.ShowAsync(staff.Page, "phone.01.qr");
        var link = Decode(await PixelsAsync(phone.Page, await picture.ScreenshotAsync()));
        Assert.Equal(await staff.Page.Locator("#pairing-link").First.GetAttributeAsync("href"), link);

        await phone.GoAsync(link);
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("¿Vinculás este dispositivo con la cuenta de A*** d*** T***?");
        await Evidence.ShowAsync(phone.Page, "phone.02.pair");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Vincular e ingresar" }).TapAsync();
        await Expect(phone.Page.Locator("h1")).ToHaveTextAsync($"Hola, {Name}");
        await Evidence.ShowAsync(phone.Page, "phone.03.home");

        // Notices on.
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Mis datos" }).TapAsync();
        var ask = phone.Page.GetByRole(AriaRole.Button, new() { Name = "Recibir avisos acá" });
        await ask.ScrollIntoViewIfNeededAsync();
        await Evidence.ShowAsync(phone.Page, "phone.04.ask");
        await ask.TapAsync();
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("Listo: los avisos llegan a este dispositivo.");
        await Expect(phone.Page.Locator(".tabs [aria-current]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Evidence.ShowAsync(phone.Page, "phone.05.told");

        // An invoice.
        await staff.GoAsync($"/billing/manual/{client}");
        await staff.Page.Locator("[name='Input.Lines[0].Description']").FillAsync("Instalación en altura");
        await staff.Page.Locator("[name='Input.Lines[0].Price']").FillAsync("12345,60");
        await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Emitir" }).ClickAsync();
        await Evidence.ShowAsync(staff.Page, "phone.06.issue");
        await staff.Shell.ConfirmAsync();
        await Expect(staff.Page.Locator("main")).ToContainTextAsync("12.345,60");
        await Evidence.ShowAsync(staff.Page, "phone.07.issued");
        var (invoice, due) = await InvoiceAsync(client);

        // The push of it, and by a tap on it the invoice.
        var told = (await site.Push.UntilAsync(receiver, 1)).Single();
        Assert.Equal(("Nueva factura", $"X 00003-00000001 por $ 12.345,60. Vence el {due}.", $"/portal/invoices/{invoice}"), (told.Title, told.Body, told.Url));
        await TapNoticeAsync(phone.Page, origin, told);
        await phone.Page.WaitForURLAsync($"**/portal/invoices/{invoice}");
        await Expect(phone.Page.Locator("h1")).ToHaveTextAsync("Factura X 00003-00000001");
        await Expect(phone.Page.Locator("dd").First).ToHaveTextAsync($"Vence el {due}");
        await Evidence.ShowAsync(phone.Page, "phone.08.invoice");
        await PaperAsync(phone.Page, due);

        // The voucher of a payment.
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Pagar $ 12.345,60" }).TapAsync();
        await Evidence.ShowAsync(phone.Page, "phone.09.pay");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Informar un pago" }).TapAsync();
        await Expect(phone.Page.Locator("#Amount")).ToHaveValueAsync("12345,60");
        await phone.Page.Locator("#Method").SelectOptionAsync(new SelectOptionValue { Label = "Transferencia bancaria" });
        await phone.Page.Locator("#Reference").FillAsync("TR-4711");
        await phone.Page.Locator("#Picture").SetInputFilesAsync(new FilePayload { Name = "comprobante.png", MimeType = "image/png", Buffer = await phone.Page.ScreenshotAsync() });
        await Evidence.ShowAsync(phone.Page, "phone.10.voucher");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Enviar" }).TapAsync();
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("Por confirmar");
        await Evidence.ShowAsync(phone.Page, "phone.11.waiting");

        // Confirmed.
        await staff.GoAsync("/subscribers/vouchers");
        await Evidence.ShowAsync(staff.Page, "phone.12.vouchers");
        await staff.Page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await Expect(staff.Page.Locator("img.voucher-picture")).ToHaveJSPropertyAsync("complete", true);
        Assert.NotEqual(0, await staff.Page.Locator("img.voucher-picture").EvaluateAsync<int>("picture => picture.naturalWidth"));
        await Evidence.ShowAsync(staff.Page, "phone.13.voucher");
        await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Confirmar el pago" }).ClickAsync();
        await Expect(staff.Shell.Toast).ToContainTextAsync("El pago quedó registrado.");

        // And told so.
        var paid = (await site.Push.UntilAsync(receiver, 2))[^1];
        Assert.Equal(("Recibimos tu pago", "Pago de $ 12.345,60. ¡Gracias!", "/portal/payments"), (paid.Title, paid.Body, paid.Url));
        await TapNoticeAsync(phone.Page, origin, paid);
        await phone.Page.WaitForURLAsync("**/portal/payments");
        await Evidence.ShowAsync(phone.Page, "phone.14.payments");
        await phone.GoAsync($"/portal/invoices/{invoice}");
        await Expect(phone.Page.Locator("dd").First).ToHaveTextAsync("Pagada");
        await Evidence.ShowAsync(phone.Page, "phone.15.paid");
        await phone.GoAsync("/portal");
        await Expect(phone.Page.Locator("#owed")).ToHaveTextAsync("No debés nada");
        await Evidence.ShowAsync(phone.Page, "phone.16.home");
    }

    private async Task<Guid> ClientAsync()
    {
        var firm = await site.Database.ValueAsync<Guid>("insert into billing.firm (company_name, is_fantasy, country, vat_condition) values ('Fibra del Cerro', true, 'AR', 'fantasy') returning id");
        await site.Database.RunAsync("insert into billing.point_of_sale (firm_id, number, is_default) values ($1, 3, true)", firm);
        var client = await site.Database.ValueAsync<Guid>("insert into clients.client (name, country, status, created_at, updated_at) values ($1, 'AR', 'active', now(), now()) returning id", Name);
        await site.Database.RunAsync(
            """
            insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, tax_ids, enabled_on, first_from)
            values ($1, true, $2, 'fantasy', 'X', 1, '{}', '2026-01-01', '2026-01-01')
            """, client, firm);
        return client;
    }

    private static async Task SetUpAsync(IPage page, string origin)
    {
        await page.GotoAsync("/subscribers/settings");
        await page.Locator("#Input_Name").FillAsync("Portal del Cerro");
        await page.Locator("#Input_Address").FillAsync(origin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("El portal quedó configurado.");
        // At night nobody would be told before the morning.
        await page.GotoAsync("/subscribers/notices");
        await page.Locator("#Input_QuietFrom").FillAsync("");
        await page.Locator("#Input_QuietTo").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Los avisos quedaron guardados.");
    }

    /// <summary>The browser's maker has his push service elsewhere: the phone says ours. All else is the browser's own.</summary>
    private static async Task SubscribeByAsync(IPage page, PushReceiver receiver, string origin)
    {
        await page.Context.GrantPermissionsAsync(["notifications"], new() { Origin = origin });
        await page.Context.ExposeFunctionAsync("subscribedWith", (string key) => receiver.ServerKey = key);
        await page.AddInitScriptAsync(
            $$"""
            (() => {
              const keys = {{JsonSerializer.Serialize(new { p256dh = receiver.P256dh, auth = receiver.Auth })}};
              const bytes = key => Uint8Array.from(atob(key.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0)).buffer;
              PushManager.prototype.subscribe = async options => {
                if (!options.userVisibleOnly) throw new Error('unseen');
                await subscribedWith(btoa(String.fromCharCode(...options.applicationServerKey)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''));
                return { endpoint: '{{receiver.Endpoint}}', getKey: name => bytes(keys[name]) };
              };
            })()
            """);
    }

    private static async Task OpenDevicesAsync(Walk staff)
    {
        await staff.Clients.OpenAsync("?q=telefono");
        await staff.Clients.Row(Name).Locator("td:visible").First.TapAsync();
        await Expect(staff.Clients.PanelTitle).ToContainTextAsync(Name);
        await staff.Clients.Panel.GetByRole(AriaRole.Link, new() { Name = "Dispositivos" }).ClickAsync();
        await Expect(staff.Clients.Panel.Locator("#pairing")).ToBeVisibleAsync();
        await Expect(staff.Clients.Panel.Locator(".tabs [aria-current]")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private async Task<(Guid Id, string Due)> InvoiceAsync(Guid client)
    {
        var due = await site.Database.ValueAsync<DateOnly>("select first_due_date from billing.invoice where client_id = $1", client);
        return (await site.Database.ValueAsync<Guid>("select id from billing.invoice where client_id = $1", client), due.ToString("d", CultureInfo.GetCultureInfo("es-AR")));
    }

    /// <summary>Gives the browser what the push service was given, and taps what it shows.</summary>
    private static async Task TapNoticeAsync(IPage page, string origin, PushedNotice told)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>();
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, said) =>
        {
            foreach (var one in said!.Value.GetProperty("registrations").EnumerateArray())
                if (one.GetProperty("scopeURL").GetString() == origin + "/portal") registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await browser.SendAsync("ServiceWorker.enable");
        await browser.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = origin, ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(20)), ["data"] = JsonSerializer.Serialize(told, JsonSerializerOptions.Web),
        });
        await Eventually.BecomesAsync(
            () => page.EvaluateAsync<string>("async () => (await (await navigator.serviceWorker.getRegistration('/portal')).getNotifications()).map(shown => `${shown.title}|${shown.body}|${shown.tag}`).join()"),
            shown => shown == $"{told.Title}|{told.Body}|{told.Tag}", 20);
        await TapAsync(page.Context.Browser!, origin);
    }

    /// <summary>A tap on the only notice that is shown, which no page can make: told to the script that shows notices.</summary>
    private static async Task TapAsync(IBrowser browser, string origin)
    {
        // A real tap lets it bring the window to the front, and is waited for; a script's event does neither.
        const string Tap =
            """
            (async () => {
              WindowClient.prototype.focus = async function () { return this; };
              const [notification] = await registration.getNotifications();
              const tap = new NotificationEvent('notificationclick', { notification });
              let done;
              tap.waitUntil = promise => { done = promise; };
              self.dispatchEvent(tap);
              await done;
              return 'tapped';
            })()
            """;
        var all = await browser.NewBrowserCDPSessionAsync();
        var targets = (await all.SendAsync("Target.getTargets", new Dictionary<string, object> { ["filter"] = new[] { new { type = "service_worker" } } }))!.Value.GetProperty("targetInfos").EnumerateArray();
        var script = targets.Single(target => target.GetProperty("url").GetString() == origin + "/portal/sw.js").GetProperty("targetId").GetString()!;
        var session = (await all.SendAsync("Target.attachToTarget", new Dictionary<string, object> { ["targetId"] = script, ["flatten"] = false }))!.Value.GetProperty("sessionId").GetString()!;
        var answered = new TaskCompletionSource<string>();
        all.Event("Target.receivedMessageFromTarget").OnEvent += (_, told) =>
        {
            if (told!.Value.GetProperty("message").GetString()! is var message && message.StartsWith("{\"id\":1,", StringComparison.Ordinal)) answered.TrySetResult(message);
        };
        await all.SendAsync("Target.sendMessageToTarget", new Dictionary<string, object>
        {
            ["sessionId"] = session,
            ["message"] = JsonSerializer.Serialize(new { id = 1, method = "Runtime.evaluate", @params = new { expression = Tap, awaitPromise = true, returnByValue = true } }),
        });
        Assert.Contains("tapped", await answered.Task.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
        await all.DetachAsync();
    }

    private static async Task PaperAsync(IPage page, string due)
    {
        var coming = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Descargar PDF" }).TapAsync();
        var download = await coming;
        Assert.EndsWith(".pdf", download.SuggestedFilename, StringComparison.Ordinal);
        using var paper = PdfDocument.Open(await File.ReadAllBytesAsync((await download.PathAsync())!));
        var text = string.Join(' ', paper.GetPages().SelectMany(sheet => sheet.GetWords()).Select(word => word.Text));
        foreach (var said in (string[])["00003-00000001", Name, "Instalación en altura", "12.345,60", due]) Assert.Contains(said, text, StringComparison.Ordinal);
    }

    /// <summary>Looks at a picture as a camera does: how light each dot is.</summary>
    private static async Task<(byte[] Light, int Width)> PixelsAsync(IPage page, byte[] png)
    {
        var dots = await page.EvaluateAsync<string>(
            """
            async png => {
              const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(png), sign => sign.charCodeAt(0))]));
              const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
              canvas.drawImage(picture, 0, 0);
              const dots = canvas.getImageData(0, 0, picture.width, picture.height).data;
              let light = '';
              for (let at = 0; at < dots.length; at += 4) light += String.fromCharCode((dots[at] + dots[at + 1] + dots[at + 2]) / 3);
              return picture.width + ' ' + btoa(light);
            }
            """, Convert.ToBase64String(png));
        var parts = dots.Split(' ');
        return (Convert.FromBase64String(parts[1]), int.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    private static string Decode((byte[] Light, int Width) seen)
    {
        var height = seen.Light.Length / seen.Width;
        var bitmap = new BinaryBitmap(new HybridBinarizer(new PlanarYUVLuminanceSource(seen.Light, seen.Width, height, 0, 0, seen.Width, height, false)));
        return new QRCodeReader().decode(bitmap)?.Text ?? "nothing that can be read";
    }
}
