using Wisp.ModuleHost;
using Wisp.Runtime.Tests.Roles;

namespace Wisp.Runtime.Tests.Migrating;

public sealed class MigrationTests : IAsyncLifetime
{
    // Roles belong to the server: these tests have their own.
    private readonly string _prefix = $"m{Guid.CreateVersion7():N}"[..20];
    private TestDatabase? _database;

    private TestDatabase Database => _database!;

    public async Task InitializeAsync() => _database = await TestDatabase.EmptyAsync(_prefix);

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await using var postgres = new Npgsql.NpgsqlConnection(Places.AdminDatabase);
        await postgres.OpenAsync();
        var roles = await postgres.Sql("select quote_ident(rolname) from pg_roles where starts_with(rolname, $1)", _prefix).ListAsync(row => row.GetString(0));
        if (roles.Count > 0) await postgres.Sql($"drop role {string.Join(", ", roles)}").RunAsync();
    }

    [Fact]
    public async Task A_second_run_applies_nothing_and_takes_back_what_was_given_by_hand()
    {
        var first = await Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix);
        Assert.Equal([], first.Where(m => m.Error is not null));
        Assert.Equal(["20261125090000_host", "20261125090100_operators"], first[0].Applied.Take(2));
        Assert.Equal(["20260101000000_work"], first.Single(m => m.Id == "work").Applied);
        var rights = await RightsAsync();

        await using (var connection = await Database.OpenAsync())
        {
            foreach (var grant in new[]
                     {
                         "grant select on work.thing to P_zones", "grant update (name) on work.thing to P_zones", "grant select on zones.zone to public",
                         "grant all on host.audit to P_host", "grant insert on host.audit_v1 to P_host", "grant truncate on work.thing to P_work",
                         "grant create on schema work to P_work", "grant usage on schema hangfire to P_work", "grant execute on function work.hidden() to P_modules",
                         "grant execute on function host.audit_work_thing_i() to P_work", "grant delete on work.attempt to P_work with grant option",
                         "grant P_work to P_zones", "grant P_owner to P_app",
                     })
                await connection.Sql(grant.Replace("P_", _prefix + "_", StringComparison.Ordinal)).RunAsync();
        }

        Assert.NotEqual(rights, await RightsAsync());
        var second = await Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix);

        Assert.All(second, m => Assert.Equal((0, null), (m.Applied.Count, m.Error)));
        Assert.Equal(rights, await RightsAsync());
    }

    [Fact]
    public async Task What_the_administrator_gives_to_a_role_of_his_own_stays()
    {
        await Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix);
        var report = $"{_prefix}reports";
        await Database.RunAsync($"create role {report}");
        await Database.RunAsync($"grant usage on schema work to {report}; grant select on work.thing to {report}");

        await Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix);

        Assert.True(await Database.ValueAsync<bool>("select has_table_privilege($1, 'work.thing', 'select')", report));
    }

    [Fact]
    public async Task Two_runs_at_once_on_an_empty_database_make_one_database()
    {
        var both = await Task.WhenAll(
            Task.Run(() => Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix)),
            Task.Run(() => Migration.RunAsync(Database.Name, ModulesFolder.WithWork, _prefix)));

        Assert.All(both.SelectMany(run => run), m => Assert.Null(m.Error));
        Assert.Equal(1, both.Count(run => run.Single(m => m.Id == "work").Applied.Count == 1));
    }

    [Fact]
    public async Task A_module_whose_migration_is_broken_is_refused_and_all_else_works()
    {
        var results = await Migration.RunAsync(Database.Name, ModulesFolder.WithBroken, _prefix);
        Assert.Equal(["broken-migration"], results.Where(m => m.Error is not null).Select(m => m.Id));
        Assert.NotEmpty(results.Single(m => m.Id == "work").Applied);

        await using var app = WispApp.StartOn(Database, ("Wisp:ModulesPath", ModulesFolder.WithBroken), ("Wisp:RolePrefix", _prefix));
        using var browser = await app.SignInAsAdminAsync();
        var modules = await browser.GetAsync("/modules");
        Assert.Contains("its migration did not come to its end: run ./wisp migrate", modules.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.GetAsync("/clients")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.GetAsync("/zones")).Status);

        await using var runtime = RuntimeProcess.Start(Database, ("Wisp:ModulesPath", ModulesFolder.WithBroken), ("Wisp:RolePrefix", _prefix));
        Assert.Equal(["broken-migration"], runtime.Catalog.Modules.Where(m => m.State == ModuleState.Refused).Select(m => m.Id));
        await using var connection = await runtime.Connections.Source("broken-migration").OpenConnectionAsync();
        Assert.Equal("42501", await connection.TryAsync("select * from broken_migration.__migrations"));
    }

    [Fact]
    public async Task A_module_that_was_never_migrated_is_refused()
    {
        await Migration.RunAsync(Database.Name, Places.Modules, _prefix);

        await using var runtime = RuntimeProcess.Start(Database, ("Wisp:RolePrefix", _prefix));

        var work = runtime.Catalog.Modules.Single(m => m.Id == "work");
        Assert.Equal((ModuleState.Refused, $"role {_prefix}_work is missing: run ./wisp migrate"), (work.State, work.Problem!.Sentence));
        Assert.All(runtime.Catalog.Modules.Where(m => m.Id != "work"), m => Assert.Equal(ModuleState.Running, m.State));
    }

    [Fact]
    public async Task Nothing_starts_on_a_database_that_was_never_migrated()
    {
        var login = new Npgsql.NpgsqlConnectionStringBuilder(Database.Admin).ConnectionString;

        var refused = Assert.Throws<ModuleStartException>(() => RuntimeProcess.Start(Database, ("Wisp:Database", login), ("Wisp:RolePrefix", _prefix)));

        Assert.Equal($"Wisp cannot start: role {_prefix}_host is missing: run ./wisp migrate", refused.Message);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("nowhere.invalid")]
    public void Nothing_starts_without_a_database_and_says_so_in_a_sentence(string host)
    {
        var refused = Assert.Throws<ModuleStartException>(() => RuntimeProcess.Start(Database, ("Wisp:Database", $"Host={host};Port=1;Username=x;Database=x")));

        Assert.StartsWith($"Wisp cannot start: the database does not answer at tcp://{host}:1: ", refused.Message, StringComparison.Ordinal);
    }

    private async Task<string> RightsAsync() => (await Database.ValueAsync<string>(
        """
        with ours as (select oid, nspname, nspacl from pg_namespace where nspname in ('host', 'zones', 'clients', 'work', 'hangfire'))
        select (select string_agg(nspname || nspacl::text, E'\n' order by nspname) from ours)
          || (select string_agg(c.oid::regclass || coalesce(array(select unnest(c.relacl)::text order by 1)::text, ''), E'\n' order by c.oid)
              from pg_class c join ours on ours.oid = relnamespace)
          || (select coalesce(string_agg(attrelid::regclass || '.' || attname || attacl::text, E'\n' order by attrelid, attnum), '')
              from pg_attribute join pg_class c on c.oid = attrelid join ours on ours.oid = relnamespace where attacl <> '{}')
          || (select string_agg(p.oid::regprocedure || coalesce(array(select unnest(p.proacl)::text order by 1)::text, ''), E'\n' order by p.oid)
              from pg_proc p join ours on ours.oid = pronamespace)
          || (select string_agg(roleid::regrole || ' to ' || member::regrole, E'\n' order by roleid, member)
              from pg_auth_members where starts_with(roleid::regrole::text, $1))
        """, _prefix))!;
}
