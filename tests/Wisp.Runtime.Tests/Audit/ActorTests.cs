using Microsoft.Extensions.DependencyInjection;
using Wisp.Runtime.Operators;

namespace Wisp.Runtime.Tests.Audit;

[Trait("rule", "AUD-01")]
public sealed class ActorTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private static readonly Actor Ana = new(
        Guid.Parse("0198b400-0000-7000-8000-00000000000a"), "Ana Ñandú", "form", Guid.Parse("0198b400-0000-7000-8000-00000000000b"), "2001:db8::1");

    private RuntimeProcess Runtime => work.Runtime;

    [Fact]
    public async Task A_saved_context_says_who()
    {
        var role = new Role { Id = Guid.CreateVersion7(), Name = "saved", NormalizedName = "SAVED" };
        await using (var scope = Runtime.Services.CreateAsyncScope())
        using (Runtime.Actors.Begin(Ana))
        {
            var context = scope.ServiceProvider.GetRequiredService<HostDb>();
            context.Add(role);
            await context.SaveChangesAsync();
        }

        await IsAnaAsync("host.role", role.Id);
    }

    [Fact]
    public async Task A_context_saved_the_synchronous_way_says_who_too()
    {
        var role = new Role { Id = Guid.CreateVersion7(), Name = "sync", NormalizedName = "SYNC" };
        await using (var scope = Runtime.Services.CreateAsyncScope())
        using (Runtime.Actors.Begin(Ana))
        {
            var context = scope.ServiceProvider.GetRequiredService<HostDb>();
            context.Add(role);
#pragma warning disable CA1849 // The synchronous way is what the test is about.
            context.SaveChanges();
#pragma warning restore CA1849
        }

        await IsAnaAsync("host.role", role.Id);
    }

    [Fact]
    public async Task A_transaction_over_two_modules_says_who_in_both()
    {
        Guid thing, setting;
        using (Runtime.Actors.Begin(Ana))
        await using (var transaction = await Runtime.Get<IWispTransactions>().BeginAsync())
        {
            await using (await transaction.EnterAsync("work"))
                thing = await transaction.Connection.Sql("insert into work.thing (name) values ('a') returning id").ValueAsync<Guid>();
            await using (await transaction.EnterAsync("host"))
                setting = await transaction.Connection.Sql("insert into host.setting (key) values ('two') returning id").ValueAsync<Guid>();
            await transaction.CommitAsync();
        }

        await IsAnaAsync("work.thing", thing);
        await IsAnaAsync("host.setting", setting);
    }

    [Fact]
    public async Task A_modules_own_transaction_says_who()
    {
        Guid setting;
        using (Runtime.Actors.Begin(Ana))
        await using (var transaction = await Runtime.Host.BeginAsync())
        {
            setting = await transaction.Connection.Sql("insert into host.setting (key) values ('own') returning id").ValueAsync<Guid>();
            await transaction.CommitAsync();
        }

        await IsAnaAsync("host.setting", setting);
    }

    [Fact]
    public async Task Nobody_named_is_the_system()
    {
        await using var transaction = await Runtime.Connections.BeginAsync("work", CancellationToken.None);
        var thing = await transaction.Connection.Sql("insert into work.thing (name) values ('s') returning id").ValueAsync<Guid>();
        await transaction.CommitAsync();

        var line = (await work.Database.AuditAsync("work.thing", thing)).Single();
        Assert.Equal((null, "system", "system", null, null), (line.Operator, line.Actor, line.Channel, line.Batch, line.Address));
    }

    [Fact]
    public async Task Who_acted_does_not_stay_on_the_connection()
    {
        using (Runtime.Actors.Begin(Ana))
        await using (var transaction = await Runtime.Connections.BeginAsync("work", CancellationToken.None))
            await transaction.CommitAsync();

        var thing = await Runtime.Work.Sql("insert into work.thing (name) values ('later') returning id").ValueAsync<Guid>();

        var line = (await work.Database.AuditAsync("work.thing", thing)).Single();
        Assert.Equal((null, "wisp_app", "sql"), (line.Operator, line.Actor, line.Channel));
    }

    [Fact]
    public async Task Sql_by_hand_shows_the_user_of_the_database()
    {
        var thing = await work.Database.ValueAsync<Guid>("insert into work.thing (name) values ('hand') returning id");

        var line = (await work.Database.AuditAsync("work.thing", thing)).Single();
        Assert.Equal((null, "postgres", "sql"), (line.Operator, line.Actor, line.Channel));
    }

    [Fact]
    public async Task An_actor_lasts_until_his_part_ends()
    {
        Assert.Equal(Actor.System, Runtime.Actors.Current);
        using (Runtime.Actors.Begin(Ana))
        {
            using (Runtime.Actors.Begin(Actor.System)) Assert.Equal("system", Runtime.Actors.Current.Name);
            await Task.Yield();
            Assert.Equal("Ana Ñandú", Runtime.Actors.Current.Name);
        }

        Assert.Equal(Actor.System, Runtime.Actors.Current);
    }

    private async Task IsAnaAsync(string table, Guid entity)
    {
        var line = (await work.Database.AuditAsync(table, entity)).Single();
        Assert.Equal((Ana.OperatorId, Ana.Name, Ana.Channel, Ana.Batch, Ana.Address), (line.Operator, line.Actor, line.Channel, line.Batch, line.Address));
    }
}
