using Npgsql;

namespace Wisp.Runtime.Tests.Roles;

public sealed class ModuleRoleTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private static readonly string[] Modules = ["host", "zones", "clients", "network", "work"];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var mine in Modules)
                foreach (var theirs in Modules)
                    if (mine != theirs) pairs.Add(mine, theirs);
            return pairs;
        }
    }

    public static TheoryData<string> Each => [.. Modules];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_module_is_refused_on_anothers_tables_in_whatever_role_it_puts_itself(string mine, string theirs)
    {
        var tables = await SchemaTable.OfAsync(work.Database, theirs);
        Assert.NotEmpty(tables);
        var intrusions = tables.SelectMany(table => table.Intrusions).Append($"create table {theirs}.mine (x integer)").ToList();
        await using var connection = await work.Runtime.Connections.Source(mine).OpenConnectionAsync();

        Assert.Empty(await connection.AllowedAsync(intrusions));
        await connection.Sql("set role none").RunAsync();
        Assert.Equal("wisp_app", await connection.RoleAsync());
        Assert.Empty(await connection.AllowedAsync(intrusions));
        await connection.Sql("reset role").RunAsync();
        Assert.Equal($"wisp_{mine}", await connection.RoleAsync());
        await connection.Sql("set session authorization default").RunAsync();
        Assert.Empty(await connection.AllowedAsync(intrusions));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task No_module_can_become_an_owner_or_administrator(string mine)
    {
        await using var connection = await work.Runtime.Connections.Source(mine).OpenConnectionAsync();

        Assert.Empty(await connection.AllowedAsync(
        [
            "set role wisp_owner", "set role postgres", "set session authorization wisp_owner", "set session authorization postgres",
            "set session authorization wisp_zones", "set session_replication_role = replica", "alter role wisp_app superuser",
            "create role mine", "create schema mine", "create table mine (x integer)", "create table ext.mine (x integer)",
            "create table public.mine (x integer)", "create extension dblink", "grant wisp_owner to wisp_app",
        ]));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_connection_keeps_its_role_through_the_pool(string mine)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(work.Database.App) { Options = $"-c role=wisp_{mine}", MaxPoolSize = 1 }.ConnectionString);
        await using (var connection = await source.OpenConnectionAsync())
        {
            Assert.Equal($"wisp_{mine}", await connection.RoleAsync());
            await connection.Sql("set role none").RunAsync();
            await connection.Sql("discard all").RunAsync();
            Assert.Equal($"wisp_{mine}", await connection.RoleAsync());
            await connection.Sql("set role none").RunAsync();
        }

        await using var again = await source.OpenConnectionAsync();
        Assert.Equal($"wisp_{mine}", await again.RoleAsync());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task On_its_own_tables_a_module_may_do_what_it_declared_and_no_more(string mine)
    {
        var declared = WispRuntime.AllContributions(work.Runtime.Services).Single(m => m.ModuleId == mine).Contributions.Database!;
        await using var connection = await work.Runtime.Connections.Source(mine).OpenConnectionAsync();

        foreach (var table in await SchemaTable.OfAsync(work.Database, mine))
        {
            var readOnly = table.Name == "__migrations" || (mine == "host" && table.Name == "audit");
            Assert.Equal("-1 rows", await connection.TryAsync($"select count(*) from {mine}.{table.Name}"));
            Assert.Equal("42501", await connection.TryAsync($"truncate {mine}.{table.Name}"));
            Assert.Equal("42501", await connection.TryAsync($"alter table {mine}.{table.Name} disable trigger all"));
            Assert.Equal("42501", await connection.TryAsync($"drop table {mine}.{table.Name}"));
            Assert.Equal(declared.Deletable.Contains(table.Name) ? "0 rows" : "42501", await connection.TryAsync($"delete from {mine}.{table.Name} where false"));
            var rights = await connection.Sql(
                """
                select string_agg(right_, ' ' order by right_)
                from unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) right_
                where has_table_privilege($1, right_)
                """, $"{mine}.{table.Name}").ValueAsync<string>();
            Assert.Equal(
                (table.Name, readOnly ? null
                    : declared.Deletable.Contains(table.Name) ? "delete insert update"
                    : declared.AppendOnly.Contains(table.Name) ? "insert"
                    : "insert update"),
                (table.Name, rights));
        }
    }

    [Fact]
    public async Task A_view_of_ones_own_is_no_way_round_a_right_that_was_not_declared()
    {
        await using var connection = await work.Runtime.Work.OpenConnectionAsync();

        Assert.Equal("42501", await connection.TryAsync("update work.attempt set at = now() where false"));
        Assert.Equal("42501", await connection.TryAsync("update work.attempts_of_ours set at = now() where false"));
        Assert.Equal("42501", await connection.TryAsync("insert into work.things_v1 (name) values ('x')"));
        Assert.Equal("-1 rows", await connection.TryAsync("select * from work.things_v1"));
    }

    [Fact]
    public async Task What_others_publish_can_be_read_and_only_that()
    {
        await using var connection = await work.Runtime.Connections.Source("zones").OpenConnectionAsync();

        Assert.Equal(42, await connection.Sql("select work.double(21)").ValueAsync<int>());
        Assert.Equal("-1 rows", await connection.TryAsync("select * from work.things_v1"));
        Assert.Equal("42501", await connection.TryAsync("select work.hidden()"));
        Assert.Equal("42501", await connection.TryAsync("select * from work.attempts_of_ours"));
        Assert.Equal("42501", await connection.TryAsync("update work.things_v1 set name = name where false"));
    }
}
