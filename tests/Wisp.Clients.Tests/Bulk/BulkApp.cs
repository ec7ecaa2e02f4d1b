using System.Net;
using Wisp.Clients.Tests.Extending;
using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>The web process and a worker, both with a module that adds a field to mass updates.</summary>
public sealed class BulkApp : PartsApp
{
    public WorkerProcess? Worker { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Worker = await WorkerProcess.StartAsync(Database, ImportApp.Hasty, ("Wisp__ModulesPath", Modules.Value));
    }

    public override async Task DisposeAsync()
    {
        if (Worker is not null) await Worker.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Clients whose names begin with a word, made by one statement.</summary>
    public Task<int> CrowdAsync(string prefix, int count) => Database.RunAsync(
        """
        insert into clients.client (name, country, created_at, updated_at)
        select $1 || ' ' || to_char(i, 'FM0000'), 'AR', now(), now() from generate_series(1, $2) i
        """, prefix, count);

    public Task<Guid> ZoneAsync(string name) => Database.ValueAsync<Guid>(
        "insert into zones.zone (id, name) values (host.uuid7(), $1) returning id", name);

    public Task<Guid> IdAsync(string name) => Database.ValueAsync<Guid>("select id from clients.client where name = $1", name);

    /// <summary>Chooses, marks and presses "Vista previa".</summary>
    /// <param name="query">The list's query; with ids, only where one comes from.</param>
    /// <param name="ids">Ticked clients; none means all found.</param>
    /// <param name="marked">Marked fields and their values.</param>
    public Task<Page> PressAsync(string query, IReadOnlyCollection<Guid> ids, params (string Field, string? Value)[] marked) =>
        PressAsync(Admin, query, ids, marked);

    private static async Task<Page> PressAsync(Browser who, string query, IReadOnlyCollection<Guid> ids, params (string Field, string? Value)[] marked)
    {
        var list = await who.GetAsync($"/clients{query}{(query.Length == 0 ? "?" : "&")}adv=bulk");
        return await who.SubmitAsync(
            list, "form#bulk",
            [
                ("scope", ids.Count == 0 ? "all" : "ticked"), .. ids.Select(id => ("ids", (string?)$"{id}")),
                .. marked.Select(mark => ("apply", (string?)mark.Field)), .. marked.Select(mark => ($"value:{mark.Field}", mark.Value)),
            ]);
    }

    /// <summary>The page with the plan, once it is there.</summary>
    public Task<Page> PlannedAsync(string query, IReadOnlyCollection<Guid> ids, params (string Field, string? Value)[] marked) =>
        PlannedAsync(Admin, query, ids, marked);

    public async Task<Page> PlannedAsync(Browser who, string query, IReadOnlyCollection<Guid> ids, params (string Field, string? Value)[] marked)
    {
        var pressed = await PressAsync(who, query, ids, marked);
        Assert.True(pressed.Location?.StartsWith("/clients/bulk/", StringComparison.Ordinal) == true, $"{pressed.Status}: {pressed.Location} {pressed.Text}");
        return await EndedAsync(who, pressed.Location!);
    }

    /// <summary>Types the number and presses the button; the page with the result.</summary>
    public Task<Page> RunAsync(Page planned, string number) => RunAsync(Admin, planned, number);

    public async Task<Page> RunAsync(Browser who, Page planned, string number)
    {
        var begun = await who.SubmitAsync(planned, "form.card", ("typed", number));
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        return await EndedAsync(who, begun.Location!);
    }

    /// <summary>Presses "Revertir lote"; the page of the reversal.</summary>
    public async Task<Page> RevertAsync(Page done) => await EndedAsync(Admin, (await Admin.SubmitAsync(done, "form[action*=Revert]")).Location!);

    private async Task<Page> EndedAsync(Browser who, string url)
    {
        var id = Guid.Parse(url.Split('/')[^1]);
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", id), state => state is "planned" or "done" or "failed");
        return await who.GetAsync(url);
    }

    public Task<long> AuditedAsync(string what, Guid bulk) => Database.ValueAsync<long>(
        $"select {what} from host.audit a join clients.bulk_update b on b.batch_id = a.batch_id where b.id = $1 and a.schema_name = 'clients' and a.table_name = 'client'", bulk);

    public static Guid IdOfPage(Page page) => Guid.Parse(page.Url.Split('/')[^1]);

    public static IReadOnlyList<string> Table(Page page, string title) =>
        [.. page.Document.QuerySelectorAll($"section:has(#{title}) tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim())))];

    public Task<long> CountAsync(string condition, string prefix, Guid id) =>
        Database.ValueAsync<long>($"select count(*) from clients.client where {condition} and name like $2 || ' %'", id, prefix);

    public async Task<IReadOnlyList<string>> NamesAsync(string prefix, string condition, Guid id) =>
        (await Database.ValueAsync<string[]>($"select coalesce(array_agg(name order by name), '{{}}') from clients.client where {condition} and name like $2 || '%'", id, prefix))!;
    public Task<Guid> CityAsync(string name) => Database.ValueAsync<Guid>("insert into zones.city (id, name) values (host.uuid7(), $1) returning id", name);
}
