namespace Wisp.Runtime.Tests.Roles;

[Trait("rule", "AUD-01")]
public sealed class AuditForgeryTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private const string Row = "(schema_name, table_name, entity_id, action, actor, channel) values ('clients', 'client', gen_random_uuid(), 'I', 'nobody', 'form')";

    public static TheoryData<string> Roles => ["wisp_host", "wisp_zones", "wisp_clients", "wisp_work", "none"];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Nobody_writes_the_audit_by_hand(string role)
    {
        await using var connection = await work.Runtime.Connections.Source("host").OpenConnectionAsync();
        await connection.Sql($"set role {role}").RunAsync();

        Assert.Empty(await connection.AllowedAsync(
        [
            $"insert into host.audit {Row}", "update host.audit set actor = 'nobody'", "delete from host.audit", "truncate host.audit",
            $"insert into host.audit_v1 {Row}", "update host.audit_v1 set actor = 'nobody'", "delete from host.audit_v1",
            "alter table host.audit disable trigger all", "drop table host.audit",
        ]));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Nobody_forges_a_row_with_a_trigger_of_his_own(string role)
    {
        await using var connection = await work.Runtime.Connections.Source("host").OpenConnectionAsync();
        await connection.Sql($"set role {role}").RunAsync();
        await connection.Sql("create temporary table forged (id uuid, client_id uuid, name text, amount numeric, seen_at timestamptz, place text, secret text)").RunAsync();

        Assert.Empty(await connection.AllowedAsync(
        [
            "create trigger forge after insert on forged referencing new table as new_rows for each statement execute function host.audit_work_thing_i()",
            "select host.audit_work_thing_i()",
        ]));
    }

    [Fact]
    public async Task Even_the_owner_only_appends()
    {
        await using var connection = await work.Database.OpenAsync();
        await connection.Sql("insert into work.thing (name) values ('kept')").RunAsync();
        await connection.Sql("set role wisp_owner").RunAsync();

        Assert.Equal("WA003", await connection.TryAsync("update host.audit set actor = 'nobody'"));
        Assert.Equal("WA003", await connection.TryAsync("delete from host.audit"));
        Assert.Equal("WA003", await connection.TryAsync("truncate host.audit"));
    }
}
