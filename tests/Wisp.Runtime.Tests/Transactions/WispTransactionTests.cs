using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Runtime.Operators;
using Wisp.Runtime.Tests.Roles;

namespace Wisp.Runtime.Tests.Transactions;

public sealed class WispTransactionTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private readonly IWispTransactions _transactions = work.Runtime.Get<IWispTransactions>();

    [Fact]
    public async Task Each_part_has_its_modules_role_and_gives_back_the_one_before()
    {
        await using var transaction = await _transactions.BeginAsync();
        Assert.Equal("wisp_app", await transaction.Connection.RoleAsync());
        await using (await transaction.EnterAsync("clients"))
        {
            Assert.Equal("wisp_clients", await transaction.Connection.RoleAsync());
            await using (await transaction.EnterAsync("work"))
            {
                await using (await transaction.EnterAsync("clients")) Assert.Equal("wisp_clients", await transaction.Connection.RoleAsync());
                Assert.Equal("wisp_work", await transaction.Connection.RoleAsync());
            }

            Assert.Equal("wisp_clients", await transaction.Connection.RoleAsync());
        }

        Assert.Equal("wisp_app", await transaction.Connection.RoleAsync());
    }

    [Fact]
    public async Task A_part_reaches_its_own_tables_only()
    {
        await using var transaction = await _transactions.BeginAsync();
        await using var part = await transaction.EnterAsync("zones");

        Assert.Equal("42501", await transaction.Connection.TryAsync("insert into work.thing (name) values ('x')"));
    }

    [Fact]
    public async Task A_modules_own_transaction_begins_in_its_role_and_comes_back_to_it()
    {
        await using var transaction = await work.Runtime.Connections.BeginAsync("work", CancellationToken.None);
        await using (await transaction.EnterAsync("host")) Assert.Equal("wisp_host", await transaction.Connection.RoleAsync());

        Assert.Equal("wisp_work", await transaction.Connection.RoleAsync());
    }

    [Fact]
    public async Task A_failed_statement_shows_as_itself_and_leaves_nothing_behind()
    {
        for (var again = 0; again < 2; again++)
        {
            var failed = await Assert.ThrowsAsync<PostgresException>(async () =>
            {
                await using var transaction = await _transactions.BeginAsync();
                await using var part = await transaction.EnterAsync("work");
                await using var inner = await transaction.EnterAsync("zones");
                await transaction.Connection.Sql("select 1 / 0").RunAsync();
            });
            Assert.Equal("22012", failed.SqlState);

            await using var next = await _transactions.BeginAsync();
            Assert.Equal("wisp_app", await next.Connection.RoleAsync());
        }
    }

    [Fact]
    public async Task After_a_rollback_to_a_savepoint_the_parts_go_on_as_if_nothing_had_been()
    {
        var name = $"kept {Guid.CreateVersion7()}";
        await using (var transaction = await _transactions.BeginAsync())
        {
            await using (await transaction.EnterAsync("work"))
            {
                await transaction.Connection.Sql("savepoint before").RunAsync();
                await using (await transaction.EnterAsync("host"))
                    await Assert.ThrowsAsync<PostgresException>(() => transaction.Connection.Sql("select 1 / 0").RunAsync());
                await transaction.Connection.Sql("rollback to before").RunAsync();
                Assert.Equal("wisp_work", await transaction.Connection.RoleAsync());
                await transaction.Connection.Sql("insert into work.thing (name) values ($1)", name).RunAsync();
            }

            Assert.Equal("wisp_app", await transaction.Connection.RoleAsync());
            await transaction.CommitAsync();
        }

        Assert.Equal(1, await CountAsync(name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_modules_commit_together_or_not_at_all(bool commit)
    {
        var name = $"both {Guid.CreateVersion7()}";
        await using (var transaction = await _transactions.BeginAsync())
        {
            await using (await transaction.EnterAsync("work")) await transaction.Connection.Sql("insert into work.thing (name) values ($1)", name).RunAsync();
            await using (await transaction.EnterAsync("host")) await transaction.Connection.Sql("insert into host.setting (key) values ($1)", name).RunAsync();
            Assert.Equal(0, await CountAsync(name));
            if (commit) await transaction.CommitAsync();
        }

        Assert.Equal(commit ? 2 : 0, await CountAsync(name));
    }

    [Fact]
    public async Task A_context_takes_part()
    {
        var role = new Role { Id = Guid.CreateVersion7(), Name = "enlisted", NormalizedName = "ENLISTED" };
        await using var transaction = await _transactions.BeginAsync();
        await using (await transaction.EnterAsync("host"))
        {
            var context = transaction.Context<HostDb>();
            Assert.Same(context, transaction.Context<HostDb>());
            context.Add(role);
            await context.SaveChangesAsync();
            Assert.Equal("enlisted", await transaction.Connection.Sql("select name from host.role where id = $1", role.Id).ValueAsync<string>());
            Assert.Null(await work.Database.ValueAsync<string>("select name from host.role where id = $1", role.Id));

            // A save that fails takes only itself back.
            context.Add(new Role { Id = Guid.CreateVersion7(), Name = "double", NormalizedName = "ENLISTED" });
            await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
        }

        await transaction.CommitAsync();
        Assert.Equal("enlisted", await work.Database.ValueAsync<string>("select name from host.role where id = $1", role.Id));
    }

    [Fact]
    public async Task A_lost_connection_shows_as_itself()
    {
        var lost = await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
        {
            await using var transaction = await _transactions.BeginAsync();
            await using var part = await transaction.EnterAsync("work");
            await work.Database.RunAsync("select pg_terminate_backend($1)", transaction.Connection.ProcessID);
            await transaction.Connection.Sql("select 1").RunAsync();
        });

        Assert.Equal("57P01", lost.SqlState);
    }

    private async Task<long> CountAsync(string name) => await work.Database.ValueAsync<long>(
        "select (select count(*) from work.thing where name = $1) + (select count(*) from host.setting where key = $1)", name);
}
