using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>From a firm to a paid invoice, and a line that goes off and on with it, asked of a real FreeRADIUS. It has a Wisp of its own: it bills and cuts.</summary>
[Collection("journeys with a site of their own")]
public sealed class BillingTests(Site site) : IClassFixture<Site>
{
    private const string Password = "Clave-de-Pepa.9";
    private static readonly AccessServer Access = new(Guid.Empty, IPAddress.Parse("127.0.8.1"), "clave-del-servidor");

    [Fact]
    [Trait("rule", "DEBT-01")]
    [Trait("rule", "DEBT-02")]
    [Trait("rule", "AUT-02")]
    [Trait("rule", "AUT-10")]
    public Task Who_owes_is_cut_and_who_pays_is_back() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await site.Database.RunAsync("update billing.settings set prorate = false, run_hour = 23");
        await site.Database.RunAsync("insert into network.plan (name, down_kbps, up_kbps, price) values ('Hogar', 50000, 10000, 15000)");
        await using var radius = await RadiusServer.StartAsync(site.Database, site.Services.GetRequiredService<ISecretKeys>().Derive("network.secrets", 64));
        async Task<string> LineAsync() => (await radius.AuthenticateAsync(Access, ("User-Name", "\"pepa\""), ("User-Password", $"\"{Password}\""))).Code;
        await walk.SignInAsync("*");

        await FirmAndTaxAsync(page);
        var client = await ClientAsync(page);
        var contract = await ContractAsync(page, client);
        Assert.Equal("Access-Accept", await LineAsync());

        await RunAsync(page);
        await page.GotoAsync($"/billing/account/{client}");
        await page.Locator("section[aria-labelledby=owed] th a, main table th a").First.ClickAsync();
        var paper = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), $"{new Uri(page.Url).AbsolutePath}/pdf").ToString());
        Assert.Equal("application/pdf", paper.Headers["content-type"]);

        await PayAsync(page, client, "5000");
        await ListSaysAsync(page, "$ 10.000,00", "Debe 10.000,00, sin vencer");

        // Forty days later nobody has paid the rest.
        await site.Database.RunAsync(
            "update billing.invoice set issued_on = issued_on - 40, first_due_date = first_due_date - 40, second_due_date = second_due_date - 40 where client_id = $1", client);
        await site.Database.RunAsync("update billing.settings set run_hour = 0");
        await using (var connection = await site.Database.OpenAsync()) await connection.Sql("select host.enqueue_job('billing.states', '{}', null, null, 'es')").RunAsync();
        await Eventually.BecomesAsync(() => site.Database.ValueAsync<string>("select state from network.contract where id = $1", contract), state => state == "disabled");
        Assert.Equal("Access-Reject", await LineAsync());
        await ListSaysAsync(page, "$ 10.000,00", "Debe 10.000,00, con facturas vencidas");

        // The red button leads to the account, and from there the rest is paid.
        await page.Locator("td a[href^='/billing/account/']").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Registrar pago" }).ClickAsync();
        await page.Locator("#Input_Amount").FillAsync("10.000,00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar el pago" }).ClickAsync();
        await Expect(walk.Shell.Toast).ToContainTextAsync("Pago registrado");
        Assert.Equal("Access-Accept", await LineAsync());
        await ListSaysAsync(page, "$", "Sin deuda");
    });

    private static async Task FirmAndTaxAsync(IPage page)
    {
        await page.GotoAsync("/billing/firms/edit");
        await page.Locator("#Input_Name").FillAsync("Fibra del Puente SA");
        await page.Locator("#Input_Country").SelectOptionAsync("AR");
        await page.Locator("#Input_Condition").SelectOptionAsync("AR:ri");
        await page.Locator("#Input_Taxpayer").FillAsync("33-69345023-9");
        await page.Locator("#Input_GrossIncome").FillAsync("901-123456-7");
        await page.Locator("#Input_StartDate").FillAsync("2018-03-01");
        await page.Locator("#Input_Activity").FillAsync("Servicios de Internet");
        await SaveAsync(page, "/billing/firms");
        await page.GotoAsync("/billing/taxes/edit");
        await page.Locator("#Input_Name").FillAsync("IVA 21 %");
        await page.Locator("#Input_Kind").SelectOptionAsync("vat");
        await page.Locator("#Input_Rate").FillAsync("21");
        await page.Locator("#Input_Country").SelectOptionAsync("AR");
        await page.Locator("input[type=checkbox][name='Input.Included']").CheckAsync();
        await SaveAsync(page, "/billing/taxes");
        await page.GotoAsync("/network/servers/edit");
        await page.Locator("#Input_Name").FillAsync("Central");
        await page.Locator("#Input_Address").FillAsync($"{Access.Address}");
        await page.Locator("#Input_Secret").FillAsync(Access.Secret);
        await SaveAsync(page, "/network/servers");
    }

    private static async Task<Guid> ClientAsync(IPage page)
    {
        await page.GotoAsync("/clients/new");
        await page.Locator("#Name").FillAsync("Pepa del Puente");
        await page.Locator("label.tab-choice", new() { HasText = "Facturación" }).ClickAsync();
        await page.Locator("[id='billing.client.enabled']").CheckAsync();
        foreach (var (field, label) in new[] { ("firm", "Fibra del Puente SA"), ("condition", "Consumidor Final"), ("kind", "Factura B") })
        {
            await page.Locator($"[id='billing.client.{field}'] option", new() { HasText = label }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.Locator($"[id='billing.client.{field}']").SelectOptionAsync(new SelectOptionValue { Label = label });
        }

        await page.GetByLabel("Facturar desde hoy, prorrateado").CheckAsync();
        await page.Locator(".billing-taxes").GetByLabel("IVA 21 %").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/clients/[0-9a-f-]{36}"));
        return Guid.Parse(Regex.Match(page.Url, "[0-9a-f-]{36}").Value);
    }

    private static async Task<Guid> ContractAsync(IPage page, Guid client)
    {
        await page.GotoAsync($"/contracts/new/{client}");
        await page.Locator("#Input_PlanId").SelectOptionAsync(new SelectOptionValue { Label = "Hogar" });
        await page.Locator("#Input_ServerId").SelectOptionAsync(new SelectOptionValue { Label = "Central" });
        await page.Locator("input[type=checkbox][name='Input.PppoeEnabled']").CheckAsync();
        await page.Locator("#Input_PppoeUsername").FillAsync("pepa");
        await page.Locator("#Input_PppoePassword").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/contracts/[0-9a-f-]{36}$"));
        return Guid.Parse(page.Url[^36..]);
    }

    private static async Task RunAsync(IPage page)
    {
        await page.GotoAsync("/billing/runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Planificar la de hoy" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Para revisar", new() { Timeout = 60_000 });
        await Expect(page.Locator("dl.stats")).ToContainTextAsync("15.000,00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Emitir" }).ClickAsync();
        await page.Locator("#confirm-dialog[open] [data-dialog-ok]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Emitida", new() { Timeout = 60_000 });
    }

    private static async Task PayAsync(IPage page, Guid client, string amount)
    {
        await page.GotoAsync($"/billing/pay/{client}");
        await page.Locator("#Input_Amount").FillAsync(amount);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar el pago" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Pago registrado");
    }

    private static async Task ListSaysAsync(IPage page, string shown, string title)
    {
        await page.GotoAsync("/clients?q=puente");
        var cell = page.Locator("td:has(a[href^='/billing/account/'])").First;
        await Expect(cell.Locator("a")).ToHaveTextAsync(shown);
        await Expect(cell).ToHaveAttributeAsync("title", title);
    }

    private static async Task SaveAsync(IPage page, string list)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(list)}$"));
    }
}
