using System.Net;

namespace Wisp.Clients.Tests.Export;

/// <summary>Who took which data is on record, and the file is theirs for three days.</summary>
[Collection(ExportTests.Name)]
[Trait("rule", "EXP-09")]
public sealed class RecordTests(ExportApp app)
{
    [Fact]
    public async Task The_audit_holds_scope_filter_format_and_number_of_rows()
    {
        var tag = ClientsApp.Unique("auditada");
        await app.StoreAsync($"{tag}-1", $"Uno {tag}");
        await app.StoreAsync($"{tag}-2", $"Dos {tag}");
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        using var browser = await app.Import.Wisp.SignInAsync(account);

        var job = await ExportApp.PressAsync(browser, $"/clients?q={tag}&kind=other", "xlsx");
        var file = await app.FetchAsync(browser, job);

        var audited = await app.Database.ValueAsync<string>(
            """
            select concat_ws(' | ', a.action, a.operator_id = $2, a.new->>'scope', a.new->>'query', a.new->>'format', a.new->>'rows', a.new->>'file_id')
            from host.audit a where a.schema_name = 'clients' and a.table_name = 'export' and a.entity_id = $1
            """, job, account.Id);
        Assert.Equal($"I | t | filtered | ?q={tag}&kind=other | xlsx | 2 | {file.Url["/files/".Length..]}", audited);
        Assert.Equal("all | ", await app.Database.ValueAsync<string>(
            "select scope || ' | ' || query from clients.export where id = $1", await DoneAsync(await ExportApp.PressAsync(browser, $"/clients?q={tag}", scope: "all"))));
    }

    [Fact]
    public async Task Nobody_changes_the_record()
    {
        var job = await DoneAsync(await ExportApp.PressAsync(app.Admin, "/clients?q=nadie-tiene-esto"));
        foreach (var change in new[] { "update clients.export set rows = 0 where id = $1", "delete from clients.export where id = $1" })
        {
            await using var connection = new Npgsql.NpgsqlConnection(app.Database.App + $";Options=-c role={Places.RolePrefix}_clients");
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(change, connection) { Parameters = { new() { Value = job } } };
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Fact]
    public async Task The_file_is_for_who_asked_and_for_72_hours()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        using var browser = await app.Import.Wisp.SignInAsync(account);
        using var other = await app.Import.Wisp.SignInAsync("clients.view", "clients.export");
        using var overseer = await app.Import.Wisp.SignInAsync("clients.view", "clients.export", "jobs.view");
        using var stranger = app.Import.Wisp.NewBrowser();

        var job = await ExportApp.PressAsync(browser, "/clients?q=nadie-tiene-esto");
        var file = await app.FetchAsync(browser, job);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(file.Url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/jobs/{job}")).Status);
        var seen = await overseer.GetAsync($"/jobs/{job}");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Null(seen.Document.QuerySelector("a[href^='/files/']"));
        Assert.Equal(HttpStatusCode.NotFound, (await overseer.GetAsync(file.Url)).Status);
        Assert.StartsWith("/sign-in", new Uri(new Uri("http://localhost"), (await stranger.GetAsync(file.Url)).Location).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(
            TimeSpan.FromHours(72),
            await app.Database.ValueAsync<TimeSpan>("select f.expires_at - x.at from clients.export x join host.file f on f.id = x.file_id where x.id = $1", job));

        await app.Database.RunAsync("update host.file set expires_at = now() - interval '1 second' where id = $1", Guid.Parse(file.Url["/files/".Length..]));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(file.Url)).Status);
    }

    private async Task<Guid> DoneAsync(Guid job)
    {
        Assert.Equal("done", (await app.Import.EndAsync(job)).State);
        return job;
    }
}
