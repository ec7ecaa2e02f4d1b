using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>The web process with an administrator, a plan, a server and a node, and a module that keeps clients' automatic states.</summary>
public class NetworkApp : IAsyncLifetime
{
    private static readonly Lazy<string> Modules = new(() => FixtureModules.BesideShipped("switches"));
    private static int _made;

    public WispApp Wisp { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public TestDatabase Database => Wisp.Database;

    public Guid Plan { get; private set; }

    public Guid Server { get; private set; }

    public Guid Node { get; private set; }

    /// <summary>For a worker beside it.</summary>
    public static (string, string) ModulesSetting => ("Wisp__ModulesPath", Modules.Value);

    /// <summary>A word that no other test uses.</summary>
    public static string Unique(string word) => $"{word}{Interlocked.Increment(ref _made)}x";

    public virtual async Task InitializeAsync()
    {
        Wisp = WispApp.StartOn(await TestDatabase.CloneAsync(Modules.Value), ("Wisp:ModulesPath", Modules.Value));
        Admin = await Wisp.SignInAsAdminAsync();
        Plan = await PlanAsync("Hogar");
        Server = await ServerAsync("Central");
        Node = await NodeAsync("Cerro");
    }

    public virtual async Task DisposeAsync()
    {
        await Wisp.DisposeAsync();
        await Database.DisposeAsync();
    }

    public Task<Guid> PlanAsync(string name) => Database.ValueAsync<Guid>(
        "insert into network.plan (name, down_kbps, up_kbps, price) values ($1, 50000, 10000, 15000) returning id", name);

    public Task<Guid> ServerAsync(string name) => Database.ValueAsync<Guid>(
        "insert into network.server (name, kind, address) values ($1, 'mikrotik', '10.0.0.1') returning id", name);

    public Task<Guid> NodeAsync(string name) => Database.ValueAsync<Guid>("insert into network.node (name, kind) values ($1, 'tower') returning id", name);

    /// <summary>A client straight in its table.</summary>
    public Task<Guid> ClientAsync(string name, string status = "active") => Database.ValueAsync<Guid>(
        """
        insert into clients.client (name, country, status, deactivated_at, deactivated_by, deactivation_reason, created_at, updated_at)
        select $1, 'AR', $2, x.at, x.who, x.who, now(), now() from (select case $2 when 'active' then null else now() end, case $2 when 'active' then null else 'Eva' end) x (at, who)
        returning id
        """, name, status);

    /// <summary>A contract straight in its table, for tests that are not about the form.</summary>
    public Task<Guid> ContractAsync(
        Guid client, string state = "enabled", string origin = "operator", Guid? plan = null, Guid? server = null, Guid? node = null, string? ip = null,
        DateOnly? start = null, DateOnly? end = null) =>
        Database.ValueAsync<Guid>(
            """
            insert into network.contract (client_id, plan_id, server_id, node_id, state, state_origin, state_changed_at, start_date, end_date, ip, created_at)
            values ($1, $2, $3, $4, $5, $6, now(), $7, $8, $9::inet, now()) returning id
            """,
            client, plan ?? Plan, server ?? Server, node.As(NpgsqlDbType.Uuid), state, origin, start ?? new DateOnly(2026, 1, 10), end.As(NpgsqlDbType.Date),
            ip.As(NpgsqlDbType.Text));

    /// <summary>A session of a contract straight in its table, online unless a cause of end is given.</summary>
    public Task<int> SessionAsync(Guid contract, string? ip = null, string? mac = null, int minutes = 30, string? ended = null) => Database.RunAsync(
        """
        insert into network.session (unique_id, session_id, server_id, contract_id, client_id, node_id, nas_ip, framed_ip, mac, started_at, last_at, ended_at, end_cause, bytes_down, bytes_up)
        select host.uuid7()::text, 's', c.server_id, c.id, c.client_id, c.node_id, '10.0.0.1', $2::inet, $3::macaddr, now() - make_interval(mins => $4), now(),
               case when $5 is not null then now() end, $5, 1500000000, 250000000
        from network.contract c where c.id = $1
        """, contract, ip.As(NpgsqlDbType.Text), mac.As(NpgsqlDbType.Text), minutes, ended.As(NpgsqlDbType.Text));

    /// <summary>Partitions for the last 40 days, of which all but two are rolled up.</summary>
    public Task<int> PartitionsAsync() => Database.RunAsync(
        """
        do $$ begin
          perform network.make_partitions(now() - interval '40 days', now());
          update network.consumption_mark set hours_until = date_trunc('day', now()) - interval '2 days', days_until = date_trunc('day', now()) - interval '2 days';
        end $$
        """);

    /// <summary>Bytes of a contract in a slot of five minutes.</summary>
    public Task<int> SlotAsync(Guid contract, DateTimeOffset at, long down, long up) =>
        Database.RunAsync("insert into network.consumption_5min values ($1, $2, $3, $4)", contract, at, down, up);

    /// <summary>Asks a contract as a subscriber's own screen does: nobody is signed in, and he reads Spanish.</summary>
    public async Task<T> AskAsync<TContract, T>(Func<TContract, Task<T>> ask)
        where TContract : notnull
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-AR");
        await using var scope = Wisp.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TContract>());
    }

    public Task<T?> StoredAsync<T>(Guid contract, string column) =>
        Database.ValueAsync<T>($"select {column} from network.contract where id = $1", contract);

    /// <summary>State and origin, as <c>disabled system</c>.</summary>
    public async Task<string> StateAsync(Guid contract) => (await StoredAsync<string>(contract, "state || ' ' || state_origin"))!;

    /// <summary>Today where the ISP is.</summary>
    public async Task<DateOnly> TodayAsync()
    {
        await using var scope = Wisp.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IIsp>().TodayAsync();
    }

    /// <summary>Asks for a state as a module with money does, on a transaction of the host's.</summary>
    public Task<ContractStateResult> RequestAsync(ContractState to, ContractStateOrigin origin, params Guid[] contracts) =>
        RequestAsync(new ContractStateRequest(to, origin, "factura vencida", [.. contracts.Select(id => new ContractStateCause(id))]));

    public async Task<ContractStateResult> RequestAsync(ContractStateRequest request)
    {
        await using var scope = Wisp.Services.CreateAsyncScope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<IWispTransactions>().BeginAsync();
        var result = await scope.ServiceProvider.GetRequiredService<IContractStates>().RequestAsync(transaction, request);
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>Fills the form of a new contract and saves; the plan and server of the house unless typed.</summary>
    public async Task<Page> CreateAsync(Guid client, params (string Name, string? Value)[] typed)
    {
        var chosen = new (string Name, string? Value)[] { ("Input.PlanId", $"{Plan}"), ("Input.ServerId", $"{Server}") };
        return await Admin.SubmitAsync(
            await Admin.GetAsync($"/contracts/new/{client}"), "form.form", [.. chosen.Where(one => typed.All(t => t.Name != one.Name)), .. typed]);
    }

    public async Task<Guid> CreatedAsync(Guid client, params (string Name, string? Value)[] typed) => IdOf(await CreateAsync(client, typed));

    public async Task<Page> EditAsync(Guid contract, params (string Name, string? Value)[] typed) =>
        await Admin.SubmitAsync(await Admin.GetAsync($"/contracts/{contract}/edit"), "form.form", typed);

    public async Task<Page> SetStateAsync(Guid contract, string state, string? reason = "Pidió una pausa") =>
        await Admin.SubmitAsync(await Admin.GetAsync($"/contracts/{contract}/state"), "form.form", ("Input.State", state), ("Input.Reason", reason));

    public static Guid IdOf(Page saved)
    {
        Assert.True(saved.Status == HttpStatusCode.Redirect, $"{saved.Status}: {string.Join(" | ", saved.Texts(".error-summary"))}");
        return Guid.Parse(saved.Location!.Split('/')[^1]);
    }

    /// <summary>The form came back with these messages and no others.</summary>
    public static void Refused(Page page, params string[] said)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(said, page.Texts(".error-summary li"));
    }
}

/// <summary>Tests of the screens share one web process.</summary>
[CollectionDefinition(Name)]
public sealed class ScreenTests : ICollectionFixture<NetworkApp>
{
    public const string Name = "screens";
}
