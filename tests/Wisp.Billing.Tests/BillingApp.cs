using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Billing.Tests;

/// <summary>The web process with an administrator, two firms with a point of sale each, a tax, a plan and a server.</summary>
public class BillingApp : IAsyncLifetime
{
    private static int _made;

    /// <summary>Folder of modules, or <c>null</c> for those that are shipped.</summary>
    protected virtual string? Modules => null;

    public WispApp Wisp { get; private set; } = null!;

    public Browser Admin { get; protected set; } = null!;

    public TestDatabase Database => Wisp.Database;

    /// <summary>A firm "de fantasía": letter X.</summary>
    public Guid Fantasy { get; private set; }

    /// <summary>An Argentine Responsable Inscripto: letters A and B.</summary>
    public Guid Registered { get; private set; }

    /// <summary>21 %, inside prices that include tax.</summary>
    public Guid Vat { get; private set; }

    public Guid Plan { get; private set; }

    public Guid Server { get; private set; }

    /// <summary>A word that no other test uses.</summary>
    public static string Unique(string word) => $"{word}{Interlocked.Increment(ref _made)}x";

    public virtual async Task InitializeAsync()
    {
        Wisp = WispApp.StartOn(await TestDatabase.CloneAsync(Modules), Modules is null ? [] : [("Wisp:ModulesPath", Modules)]);
        Admin = await Wisp.SignInAsAdminAsync();
        // The clock plans and cuts nothing while tests look.
        await Database.RunAsync("update billing.settings set run_hour = 23");
        Fantasy = await FirmAsync("Fantasía", isFantasy: true);
        Registered = await FirmAsync("Red del Sur SRL", taxpayer: "33693450239");
        Vat = await TaxAsync("IVA 21 %", "vat", 21m, included: true);
        Plan = await PlanAsync("Hogar", 15000m);
        Server = await Database.ValueAsync<Guid>("insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1') returning id");
    }

    public virtual async Task DisposeAsync()
    {
        await Wisp.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Clients with a contract each, whose first period began yesterday.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="mailed">How many of them have an address.</param>
    public async Task CrowdAsync(int clients, int mailed = 0)
    {
        var start = (await TodayAsync()).AddDays(-1);
        start = start.AddDays(Math.Min(28 - start.Day, 0));
        await Database.RunAsync(
            """
            with person as (
                insert into clients.client (name, country, email, status, created_at, updated_at)
                select 'Corrida ' || n, 'AR', case when n <= $2 then 'corrida' || n || '@example.com' end, 'active', now(), now() from generate_series(1, $1) n
                returning id),
            billed as (
                insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, enabled_on, first_from)
                select id, true, $3, 'fantasy', 'X', extract(day from $4::date), $4, $4 from person)
            insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
            select id, $5, $6, $4::timestamptz, $4, now() from person
            """, clients, mailed, Fantasy, start, Plan, Server);
    }

    public async Task<Guid> FirmAsync(string name, bool isFantasy = false, string? taxpayer = null, string condition = "ri")
    {
        var firm = await Database.ValueAsync<Guid>(
            """
            insert into billing.firm (company_name, is_fantasy, country, vat_condition, taxpayer_id, address)
            values ($1, $2, 'AR', $3, $4, 'Belgrano 10') returning id
            """, name, isFantasy, isFantasy ? "fantasy" : condition, taxpayer.As(NpgsqlDbType.Text));
        await Database.RunAsync("insert into billing.point_of_sale (firm_id, number, is_default) values ($1, 3, true)", firm);
        return firm;
    }

    public Task<Guid> TaxAsync(string name, string kind, decimal rate, bool included) => Database.ValueAsync<Guid>(
        "insert into billing.tax (name, kind, rate, country, included_in_price) values ($1, $2, $3, 'AR', $4) returning id", name, kind, rate, included);

    public Task<Guid> PlanAsync(string name, decimal price, short months = 1, bool includesTax = true) => Database.ValueAsync<Guid>(
        "insert into network.plan (name, down_kbps, up_kbps, price, frequency_months, price_includes_tax) values ($1, 50000, 10000, $2, $3, $4) returning id",
        name, price, months, includesTax);

    /// <summary>A client straight in its table, without billing.</summary>
    public Task<Guid> ClientAsync(string name, string? email = null) => Database.ValueAsync<Guid>(
        "insert into clients.client (name, country, email, status, created_at, updated_at) values ($1, 'AR', $2, 'active', now(), now()) returning id",
        name, email.As(NpgsqlDbType.Text));

    /// <summary>A client with billing on: by the fantasy firm, letter X, unless told otherwise.</summary>
    public async Task<Guid> BilledAsync(
        string name, DateOnly enabledOn, short cycleDay = 1, DateOnly? firstFrom = null, Guid? firm = null, string kind = "X", string condition = "fantasy",
        string? email = null, params Guid[] taxes)
    {
        var client = await ClientAsync(name, email);
        await Database.RunAsync(
            """
            insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, tax_ids, enabled_on, first_from)
            values ($1, true, $2, $3, $4, $5, $6, $7, $8)
            """, client, firm ?? Fantasy, condition, kind, cycleDay, taxes, enabledOn, firstFrom ?? enabledOn);
        return client;
    }

    /// <summary>A contract straight in its table.</summary>
    public Task<Guid> ContractAsync(Guid client, DateOnly start, DateOnly? end = null, Guid? plan = null, string state = "enabled", string origin = "operator") =>
        Database.ValueAsync<Guid>(
            """
            insert into network.contract (client_id, plan_id, server_id, state, state_origin, state_changed_at, start_date, end_date, created_at)
            values ($1, $2, $3, $4, $5, $6::timestamptz, $6, $7, now()) returning id
            """, client, plan ?? Plan, Server, state, origin, start, end.As(NpgsqlDbType.Date));

    /// <summary>Runs something of the web process in a scope.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Wisp.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Asks a contract as a subscriber's own screen does: nobody is signed in, and he reads Spanish.</summary>
    public Task<T> AskAsync<TContract, T>(Func<TContract, Task<T>> ask)
        where TContract : notnull => InScopeAsync(services =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-AR");
        return ask(services.GetRequiredService<TContract>());
    });

    /// <summary>The same on a transaction of the host's, which is committed when <paramref name="isDone"/> says so.</summary>
    public Task<T> DoAsync<TContract, T>(Func<TContract, IWispTransaction, Task<T>> act, Func<T, bool> isDone)
        where TContract : notnull => InScopeAsync(async services =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-AR");
        await using var transaction = await services.GetRequiredService<IWispTransactions>().BeginAsync();
        var answer = await act(services.GetRequiredService<TContract>(), transaction);
        if (isDone(answer)) await transaction.CommitAsync();
        return answer;
    });

    /// <summary>Today where the ISP is.</summary>
    public async Task<DateOnly> TodayAsync()
    {
        await using var scope = Wisp.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IIsp>().TodayAsync();
    }

    /// <summary>A client by the fantasy firm who owes manual invoices of these totals.</summary>
    public async Task<Guid> OwingAsync(string name, params decimal[] totals)
    {
        var client = await BilledAsync(name, await TodayAsync());
        foreach (var total in totals) await ChargeAsync(client, total);
        return client;
    }

    /// <summary>Issues a manual invoice through its page.</summary>
    public async Task<Page> ChargeAsync(Guid client, decimal total, Guid? contract = null, string? from = null, string? to = null) => await Admin.SubmitAsync(
        await Admin.GetAsync($"/billing/manual/{client}"), "form.form", ("Input.Lines[0].Description", "Cargo"),
        ("Input.Lines[0].Price", total.ToString("0.00", CultureInfo.GetCultureInfo("es-AR"))), ("Input.ContractId", $"{contract}"), ("Input.From", from), ("Input.To", to));

    /// <summary>Records a payment through its page.</summary>
    public async Task<Page> PayAsync(Guid client, string amount, (string Name, string? Value)[]? typed = null) => await Admin.SubmitAsync(
        await Admin.GetAsync($"/billing/pay/{client}"), "form.form", [.. (typed ?? []).All(one => one.Name != "Input.Amount") ? [("Input.Amount", (string?)amount)] : Array.Empty<(string, string?)>(), .. typed ?? []]);

    /// <summary>State and what is left of each of a client's invoices, in the order of their numbers.</summary>
    public Task<string?> DebtsAsync(Guid client) => Database.ValueAsync<string>(
        "select string_agg(state || ' ' || balance, ', ' order by number) from billing.invoice where client_id = $1", client);

    public async Task<Guid[]> InvoicesAsync(Guid client) =>
        (await Database.ValueAsync<Guid[]>("select array_agg(id order by number) from billing.invoice where client_id = $1", client))!;

    /// <summary>Balance, credit, unpaid and how many are unpaid, which the ledger, payments, notes and invoices agree with (INV-L1, INV-L2, INV-P1).</summary>
    public async Task<string?> AccountAsync(Guid client)
    {
        Assert.Null(await Database.ValueAsync<string>(Invariants.Broken, client));
        return await Database.ValueAsync<string>("select concat_ws(' ', balance, credit, unpaid, unpaid_count) from billing.account where client_id = $1", client);
    }

    /// <summary>An anti-forgery token of the administrator's.</summary>
    public async Task<string> TokenAsync() =>
        (await Admin.GetAsync("/billing/runs")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>The form came back with these messages and no others.</summary>
    public static void Refused(Page page, params string[] said)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(said, page.Texts(".error-summary li"));
    }
}

/// <summary>Tests of the screens share one web process.</summary>
[CollectionDefinition(Name)]
public sealed class ScreenTests : ICollectionFixture<BillingApp>
{
    public const string Name = "screens";
}
