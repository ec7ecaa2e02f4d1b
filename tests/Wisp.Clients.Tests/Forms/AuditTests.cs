using System.Text.Json;
using AngleSharp.Dom;
using Npgsql;

namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class AuditTests(ClientsApp app)
{
    [Fact]
    [Trait("rule", "FORM-24")]
    [Trait("rule", "PANEL-08")]
    public async Task A_save_is_audited_with_old_and_new_of_what_changed_and_only_that()
    {
        var id = await app.CreatedAsync(("Name", "Antes"), ("Address", "Calle 1"), ("Email", "antes@x.example"));

        await app.EditAsync(id, ("Name", "Después"), ("Address", ""));

        var (old, now) = (await ChangeAsync(id, "old"), await ChangeAsync(id, "new"));
        Assert.Equal(["address", "name"], old.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(["address", "name"], now.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(("Antes", "Calle 1"), (old.GetProperty("name").GetString(), old.GetProperty("address").GetString()));
        Assert.Equal(("Después", JsonValueKind.Null), (now.GetProperty("name").GetString(), now.GetProperty("address").ValueKind));

        var panel = await app.Admin.GetAsync($"/clients/{id}/panel?tab=history");
        var change = panel.Document.QuerySelector("table.history tbody")!;
        Assert.Contains("@wisp.example · formulario", change.QuerySelector(".change")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Dirección | Calle 1 | ", "Nombre | Antes | Después"], Rows(change));
    }

    [Fact]
    [Trait("rule", "FORM-24")]
    public async Task Saving_without_a_change_stores_nothing()
    {
        var id = await app.CreatedAsync(
            ("KindPerson", "Natural"), ("FirstName", "Ana"), ("SecondName", "María"), ("FirstSurname", "Pérez"), ("SecondSurname", "Gil"), ("Details", "uno\r\n\r\ndos"),
            ("Phone", "0381 555-0000"), ("Document", "9.111.222"), ("Latitude", "-34,9"), ("Longitude", "-56,2"), ("Email", "quieta@x.example"), ("ZipCode", "0700"));
        var before = await app.StoredAsync<string>(id, "xmin || updated_at::text");

        var page = await app.Admin.FollowAsync(await app.EditAsync(id));

        Assert.Contains("No había nada que cambiar.", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await app.StoredAsync<string>(id, "xmin || updated_at::text"));
        Assert.Equal(1, await app.AuditRowsAsync(id));
    }

    [Fact]
    [Trait("rule", "AUD-01")]
    public async Task The_modules_role_can_only_read_the_audit()
    {
        var id = await app.CreatedAsync(("Name", "Auditada"));
        await using var connection = new NpgsqlConnection(app.Database.App + $";Options=-c role={Places.RolePrefix}_clients");
        await connection.OpenAsync();

        foreach (var sql in new[]
        {
            $"update host.audit set actor = 'nadie' where subject_id = '{id}'", $"delete from host.audit where subject_id = '{id}'", "truncate host.audit",
            "insert into host.audit (schema_name) values ('x')", $"update host.audit_v1 set actor = 'x' where subject_id = '{id}'", "select 1 from host.audit",
            "delete from clients.client", "truncate clients.client cascade", "alter table clients.client disable trigger all",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task Only_who_may_see_the_audit_sees_the_changes()
    {
        var id = await app.CreatedAsync(("Name", "Reservada"));
        using var viewer = await app.Wisp.SignInAsync("clients.view");

        Assert.DoesNotContain("Auditorías", (await viewer.GetAsync($"/clients/{id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Auditorías", (await viewer.GetAsync($"/clients/{id}/panel?tab=history")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await viewer.GetAsync($"/clients/{id}/history")).Status);
    }

    [Fact]
    [Trait("rule", "PANEL-08")]
    public async Task A_long_history_is_paged_newest_first()
    {
        var id = await app.CreatedAsync(("Name", "Cambia 0"));
        for (var i = 1; i <= 24; i++) await app.EditAsync(id, ("Name", $"Cambia {i}"));

        var first = await app.Admin.GetAsync($"/clients/{id}/history");
        Assert.Equal(Enumerable.Range(5, 20).Reverse().Select(i => $"Cambia {i}"), first.Texts("tbody td:nth-child(3)"));
        var second = await app.Admin.GetAsync(first.Document.QuerySelector("a[href*='before=']")!.GetAttribute("href")!);
        Assert.Equal(["Cambia 4", "Cambia 3", "Cambia 2", "Cambia 1"], second.Texts("tbody td:nth-child(3)").Take(4));
        Assert.Null(second.Document.QuerySelector("a[href*='before=']"));
    }

    private static IEnumerable<string> Rows(IElement change) =>
        change.QuerySelectorAll("tr:not(.change)").Select(r => string.Join(" | ", r.Children.Select(c => c.TextContent.Trim())));

    private async Task<JsonElement> ChangeAsync(Guid id, string column) => JsonDocument.Parse((await app.Database.ValueAsync<string>(
        $"select {column}::text from host.audit where subject_id = $1 and action = 'U' order by host.audit.id desc limit 1", id))!).RootElement;
}
