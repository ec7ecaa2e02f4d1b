using Npgsql;

namespace Wisp.Runtime.Tests.Audit;

[Trait("rule", "AUD-01")]
public sealed class AuditedChangeTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private const string Thing =
        """
        insert into work.thing (client_id, name, amount, seen_at, place, secret, noise)
        values ('0198b400-0000-7000-8000-000000000001', 'uno', 10, '2026-03-01 09:30-03', ext.st_setsrid(ext.st_point(-56.1, -34.9), 4326), 'clave', 'x')
        returning id
        """;

    private static readonly Guid Client = Guid.Parse("0198b400-0000-7000-8000-000000000001");

    private TestDatabase Database => work.Database;

    [Fact]
    public async Task A_new_row_is_recorded_with_what_it_holds()
    {
        var id = await Database.ValueAsync<Guid>(Thing);

        var line = Assert.Single(await Database.AuditAsync("work.thing", id));
        Assert.Equal(
            ('I', (Guid?)Client, "-", $"amount=10.00, client_id={Client}, name=uno, place=SRID=4326;POINT(-56.1 -34.9), secret=•••, seen_at=2026-03-01 12:30:00+00"),
            (line.Action, line.Subject, line.Old, line.New));
    }

    [Fact]
    [Trait("rule", "FORM-24")]
    public async Task A_change_is_recorded_with_the_changed_fields_alone()
    {
        var id = await Database.ValueAsync<Guid>(Thing);

        await Database.RunAsync("update work.thing set name = 'dos', amount = 10.00, noise = 'y' where id = $1", id);

        var line = (await Database.AuditAsync("work.thing", id))[1];
        Assert.Equal(('U', (Guid?)Client, "name=uno", "name=dos"), (line.Action, line.Subject, line.Old, line.New));
    }

    [Theory]
    [Trait("rule", "FORM-24")]
    [InlineData("name = name")]
    [InlineData("name = 'uno', amount = 10.0")]
    [InlineData("noise = 'other'")]
    [InlineData("place = ext.st_setsrid(ext.st_point(-56.10, -34.90), 4326)")]
    [InlineData("secret = 'clave'")]
    [InlineData("seen_at = '2026-03-01 12:30+00'")]
    public async Task What_changes_nothing_is_not_recorded(string change)
    {
        var id = await Database.ValueAsync<Guid>(Thing);

        await Database.RunAsync($"update work.thing set {change} where id = $1", id);

        Assert.Single(await Database.AuditAsync("work.thing", id));
    }

    [Theory]
    [InlineData("amount = null", "amount=10.00", "amount=")]
    [InlineData("amount = 10.01", "amount=10.00", "amount=10.01")]
    [InlineData("secret = 'otra'", "secret=•••", "secret=•••")]
    [InlineData("secret = null", "secret=•••", "secret=")]
    [InlineData("place = ext.st_setsrid(ext.st_point(-56.1, -34.90001), 4326)", "place=SRID=4326;POINT(-56.1 -34.9)", "place=SRID=4326;POINT(-56.1 -34.90001)")]
    [InlineData("place = null", "place=SRID=4326;POINT(-56.1 -34.9)", "place=")]
    [InlineData("seen_at = seen_at + interval '1 us'", "seen_at=2026-03-01 12:30:00+00", "seen_at=2026-03-01 12:30:00.000001+00")]
    public async Task Old_and_new_value_are_recorded_as_text(string change, string before, string after)
    {
        var id = await Database.ValueAsync<Guid>(Thing);

        await Database.RunAsync($"update work.thing set {change} where id = $1", id);

        var line = (await Database.AuditAsync("work.thing", id))[1];
        Assert.Equal((before, after), (line.Old, line.New));
    }

    [Fact]
    public async Task A_value_where_there_was_none_is_a_change()
    {
        var id = await Database.ValueAsync<Guid>("insert into work.thing (name) values ('vacía') returning id");

        await Database.RunAsync("update work.thing set amount = 0 where id = $1", id);

        var lines = await Database.AuditAsync("work.thing", id);
        Assert.Equal("name=vacía", lines[0].New);
        Assert.Equal(("amount=", "amount=0.00"), (lines[1].Old, lines[1].New));
    }

    [Fact]
    public async Task One_statement_over_many_rows_records_each_row_that_changed()
    {
        var one = await Database.ValueAsync<Guid>("insert into work.thing (name) values ('masa 1') returning id");
        var same = await Database.ValueAsync<Guid>("insert into work.thing (name) values ('masa 2') returning id");

        await Database.RunAsync("update work.thing set name = 'masa 2' where name like 'masa %'");

        Assert.Equal(2, (await Database.AuditAsync("work.thing", one)).Count);
        Assert.Single(await Database.AuditAsync("work.thing", same));
    }

    [Fact]
    public async Task An_insert_that_turns_into_an_update_records_the_update()
    {
        var id = await Database.ValueAsync<Guid>("insert into work.thing (name) values ('antes') returning id");

        await Database.RunAsync("insert into work.thing (id, name) values ($1, 'después') on conflict (id) do update set name = excluded.name", id);

        Assert.Equal(["I antes", "U después"], (await Database.AuditAsync("work.thing", id)).Select(l => $"{l.Action} {l.New["name=".Length..]}"));
    }

    [Fact]
    public async Task A_removed_row_is_recorded_with_what_it_held()
    {
        var thing = await Database.ValueAsync<Guid>("insert into work.thing (name) values ('padre') returning id");
        var id = await Database.ValueAsync<Guid>("insert into work.line (thing_id, text) values ($1, 'se va') returning id", thing);

        await work.Runtime.Work.Sql("delete from work.line where id = $1", id).RunAsync();

        var line = (await Database.AuditAsync("work.line", id))[1];
        Assert.Equal(('D', $"text=se va, thing_id={thing}", "-"), (line.Action, line.Old, line.New));
    }

    [Theory]
    [InlineData("update work.thing set id = host.uuid7()", "WA002")]
    [InlineData("truncate work.thing cascade", "WA001")]
    [InlineData("truncate work.thing, work.line", "WA001")]
    public async Task A_changed_key_and_an_emptied_table_are_refused_to_owner_and_administrator_too(string statement, string code)
    {
        await Database.ValueAsync<Guid>(Thing);
        await using var connection = await Database.OpenAsync();
        var before = await connection.Sql("select count(*) from host.audit").ValueAsync<long>();
        foreach (var role in new[] { "none", "wisp_owner" })
        {
            await connection.Sql($"set role {role}").RunAsync();
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.Sql(statement).RunAsync());
            Assert.Equal(code, refused.SqlState);
        }

        Assert.Equal(before, await connection.Sql("select count(*) from host.audit").ValueAsync<long>());
    }

    [Fact]
    public async Task Instants_are_written_the_same_way_from_whatever_session()
    {
        await using var connection = await Database.OpenAsync();
        await connection.Sql("set timezone = 'America/Montevideo'; set datestyle = 'German'").RunAsync();

        var id = await connection.Sql("insert into work.thing (name, seen_at) values ('hora', '2026-03-01 09:30') returning id").ValueAsync<Guid>();

        Assert.Equal("name=hora, seen_at=2026-03-01 12:30:00+00", (await Database.AuditAsync("work.thing", id)).Single().New);
    }

    [Fact]
    public async Task A_table_may_have_more_columns_than_a_function_arguments()
    {
        var id = await Database.ValueAsync<Guid>("insert into work.wide (c1, c120) values ('a', 'b') returning id");
        await Database.RunAsync("update work.wide set c119 = 'c' where id = $1", id);

        var lines = await Database.AuditAsync("work.wide", id);
        Assert.Equal(("c120=b, c1=a", "c119=c"), (lines[0].New, lines[1].New));
    }

    [Fact]
    public async Task Ten_thousand_rows_in_one_statement_are_ten_thousand_rows_in_one_batch()
    {
        var batch = Guid.CreateVersion7();
        await using var transaction = await BeginAsync(new Actor(null, "masa", "import", batch));
        await transaction.Connection.Sql("insert into work.line (thing_id, text) select (select id from one), n::text from generate_series(1, 10000) n"
            .Insert(0, "with one as (insert into work.thing (name) values ('muchas') returning id) ")).RunAsync();
        await transaction.CommitAsync();

        Assert.Equal(10_000, await Database.ValueAsync<long>("select count(*) from host.audit where batch_id = $1 and table_name = 'line'", batch));
        Assert.Equal(10_000, await Database.ValueAsync<long>("select count(distinct entity_id) from host.audit where batch_id = $1 and table_name = 'line'", batch));
    }

    private async Task<IWispTransaction> BeginAsync(Actor actor)
    {
        using var acting = work.Runtime.Actors.Begin(actor);
        return await work.Runtime.Connections.BeginAsync("work", CancellationToken.None);
    }
}
