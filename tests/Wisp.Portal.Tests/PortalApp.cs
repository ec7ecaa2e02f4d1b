using System.Net;
using MimeKit;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Portal.Tests;

/// <summary>The web process with a portal that is set up, a worker beside it, a mail server, a firm, a plan and a server.</summary>
public sealed class PortalApp : IAsyncLifetime
{
    public const string Address = "https://clientes.example.org";
    public const string Password = "tres gatos azules";
    private static int _made;

    public WispApp Wisp { get; private set; } = null!;

    public WorkerProcess Worker { get; private set; } = null!;

    public PostOffice Office { get; private set; } = null!;

    public PushService Push { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public TestDatabase Database => Wisp.Database;

    public Guid Firm { get; private set; }

    public Guid Plan { get; private set; }

    public Guid Server { get; private set; }

    public Guid Node { get; private set; }

    /// <summary>A word that no other test uses.</summary>
    public static string Unique(string word) => $"{word}{Interlocked.Increment(ref _made)}x";

    public async Task InitializeAsync()
    {
        Office = PostOffice.Open();
        Push = await PushService.OpenAsync();
        Wisp = await WispApp.StartAsync(("Wisp:PushHosts", Push.Address), ("Wisp:PairingsPerAddress", "10000"));
        await Database.RunAsync(
            """
            insert into host.setting (key, value) values
              ('portal.notices', '{"quietFrom": null, "quietTo": null, "dueDays": 3, "chosen": {}}'),
              ('host.mail', jsonb_build_object('host', '127.0.0.1', 'port', $1, 'security', 0, 'user', '', 'password', '', 'from', 'avisos@isp.example', 'fromName', '', 'replyTo', '', 'siteAddress', 'https://isp.example')),
              ('portal.settings', jsonb_build_object('name', 'Portal del Sur', 'address', $2::text, 'color', '#0a6577', 'consumption', true, 'promises', true, 'vouchers', true, 'planRequests', true, 'profile', 'ask', 'help', 'WhatsApp 221 555-0000'))
            """, Office.Port, Address);
        await Database.RunAsync("update billing.settings set run_hour = 23");
        Firm = await Database.ValueAsync<Guid>("insert into billing.firm (company_name, is_fantasy, country, vat_condition) values ('Fantasía', true, 'AR', 'fantasy') returning id");
        await Database.RunAsync("insert into billing.point_of_sale (firm_id, number, is_default) values ($1, 3, true)", Firm);
        Plan = await PlanAsync("Hogar 50", 15000m, 50000);
        Server = await Database.ValueAsync<Guid>("insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1') returning id");
        Node = await Database.ValueAsync<Guid>("insert into network.node (name, kind) values ('Cerro', 'tower') returning id");
        Admin = await Wisp.SignInAsAdminAsync();
        Worker = await WorkerProcess.StartAsync(Database, ("Wisp__WaitFactor", "0.1"), ("Wisp__PushHosts", Push.Address));
    }

    public async Task DisposeAsync()
    {
        await Worker.DisposeAsync();
        await Wisp.DisposeAsync();
        await Office.DisposeAsync();
        await Push.DisposeAsync();
    }

    public Task<Guid> PlanAsync(string name, decimal price, int downKbps) => Database.ValueAsync<Guid>(
        "insert into network.plan (name, down_kbps, up_kbps, price) values ($1, $2, 10000, $3) returning id", name, downKbps, price);

    /// <summary>A client straight in its table, billed by the fantasy firm, with an address of its own.</summary>
    public async Task<Subscriber> ClientAsync(string name = "Ana Muñoz", string? email = null)
    {
        email ??= $"{Unique("ana")}@example.org";
        var id = await Database.ValueAsync<Guid>(
            "insert into clients.client (name, country, email, status, created_at, updated_at) values ($1, 'AR', $2, 'active', now(), now()) returning id", name, email);
        await Database.RunAsync(
            """
            insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, tax_ids, enabled_on, first_from)
            values ($1, true, $2, 'fantasy', 'X', 1, '{}', '2026-01-01', '2026-01-01')
            """, id, Firm);
        return new Subscriber(id, name, email);
    }

    public Task<Guid> ContractAsync(Guid client, string state = "enabled", string origin = "operator", Guid? node = null) => Database.ValueAsync<Guid>(
        """
        insert into network.contract (client_id, plan_id, server_id, node_id, state, state_origin, state_changed_at, start_date, created_at)
        values ($1, $2, $3, $6, $4, $5, now(), '2026-01-10', now()) returning id
        """, client, Plan, Server, state, origin, node.As(NpgsqlDbType.Uuid));

    /// <summary>Issues a manual invoice through its page.</summary>
    public async Task<Guid> ChargeAsync(Guid client, string price, string description = "Cargo")
    {
        var issued = await Admin.SubmitAsync(
            await Admin.GetAsync($"/billing/manual/{client}"), "form.form", ("Input.Lines[0].Description", description), ("Input.Lines[0].Price", price));
        Assert.Equal(HttpStatusCode.Redirect, issued.Status);
        return await Database.ValueAsync<Guid>("select id from billing.invoice where client_id = $1 order by created_at desc, number desc limit 1", client);
    }

    /// <summary>Records a payment through its page.</summary>
    public async Task<Guid> PayAsync(Guid client, string amount)
    {
        var paid = await Admin.SubmitAsync(await Admin.GetAsync($"/billing/pay/{client}"), "form.form", ("Input.Amount", amount));
        Assert.Equal(HttpStatusCode.Redirect, paid.Status);
        return await Database.ValueAsync<Guid>("select id from billing.payment where client_id = $1 order by created_at desc limit 1", client);
    }

    /// <summary>The latest mail to an address, once there are so many.</summary>
    public async Task<MimeMessage> MailAsync(string address, int count = 1)
    {
        var mails = await Eventually.BecomesAsync(() => Task.FromResult(MailsTo(address)), some => some.Count >= count, 40);
        return mails[^1];
    }

    public IReadOnlyList<MimeMessage> MailsTo(string address) =>
        [.. Office.Taken.Where(mail => mail.To.Mailboxes.Any(box => box.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>Asks for a link as a person does and opens it: the path that came by mail.</summary>
    public async Task<string> LinkAsync(Subscriber client)
    {
        var count = MailsTo(client.Email).Count;
        using var browser = Wisp.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync("/portal/forgot"), "form.stack", ("Email", client.Email));
        var mail = await MailAsync(client.Email, count + 1);
        return PathOf(mail);
    }

    /// <summary>The path of the portal's link in a mail, which begins with the address that was set.</summary>
    public static string PathOf(MimeMessage mail)
    {
        var text = mail.TextBody ?? mail.HtmlBody;
        var at = text?.IndexOf(Address + "/portal/", StringComparison.Ordinal) ?? -1;
        Assert.True(at >= 0, text);
        return new string([.. text![(at + Address.Length)..].TakeWhile(sign => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '-' or '_')]);
    }

    /// <summary>A browser in which the client chose the password by a link and is signed in.</summary>
    public async Task<Browser> SignedInAsync(Subscriber client)
    {
        var browser = Wisp.NewBrowser();
        var chosen = await browser.SubmitAsync(await browser.GetAsync(await LinkAsync(client)), "form.stack", ("Password", Password), ("Again", Password));
        Assert.Equal("/portal", chosen.Location);
        return browser;
    }

    /// <summary>The path of a client's new pairing link, made by an operator.</summary>
    public async Task<string> PairingAsync(Subscriber client)
    {
        await Admin.SubmitAsync(await Admin.GetAsync($"/subscribers/{client.Id}/devices"), "form#pairing");
        var link = (await Admin.GetAsync($"/subscribers/{client.Id}/devices")).Document.QuerySelector("#pairing-link")!.GetAttribute("href")!;
        Assert.StartsWith(Address + "/portal/pair/", link, StringComparison.Ordinal);
        return link[Address.Length..];
    }

    /// <summary>A phone that was paired by a link and is told of what happens.</summary>
    public async Task<(Browser Browser, PushReceiver Phone)> PairedAsync(Subscriber client, bool english = false)
    {
        var (browser, phone) = (Wisp.NewBrowser(), Push.NewReceiver(Address));
        browser.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36");
        if (english) await browser.SubmitAsync(await browser.GetAsync("/portal/sign-in"), "button[name=language]");
        Assert.Equal("/portal", (await browser.SubmitAsync(await browser.GetAsync(await PairingAsync(client)), "form.stack")).Location);
        await SubscribeAsync(browser, phone);
        return (browser, phone);
    }

    public static async Task SubscribeAsync(Browser browser, PushReceiver phone)
    {
        var me = await browser.GetAsync("/portal/me");
        phone.ServerKey = me.Document.QuerySelector("form[data-push]")!.GetAttribute("data-push")!;
        Assert.Equal("/portal/me", (await browser.SubmitAsync(me, "form[data-push]", ("Endpoint", phone.Endpoint), ("P256dh", phone.P256dh), ("Auth", phone.Auth))).Location);
    }

    public static async Task<Page> SignInAsync(Browser browser, string email, string password) =>
        await browser.SubmitAsync(await browser.GetAsync("/portal/sign-in"), "form.stack", ("Email", email), ("Password", password));
}

/// <summary>A client of the ISP.</summary>
public sealed record Subscriber(Guid Id, string Name, string Email);

/// <summary>Tests share one web process and one worker.</summary>
[CollectionDefinition(Name)]
public sealed class PortalTests : ICollectionFixture<PortalApp>
{
    public const string Name = "portal";
}
