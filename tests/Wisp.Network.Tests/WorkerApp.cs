using System.Net;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>The same with a worker beside it, for what is done in the background.</summary>
public sealed class WorkerApp : NetworkApp
{
    public WorkerProcess? Worker { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Worker = await WorkerProcess.StartAsync(Database, ("Wisp__WaitFactor", "0.1"), ModulesSetting);
    }

    public override async Task DisposeAsync()
    {
        if (Worker is not null) await Worker.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Runs the day's changes as the timer does.</summary>
    public Task DayAsync() => JobAsync("network.daily");

    /// <summary>Runs a kind of job to its end.</summary>
    public async Task JobAsync(string key)
    {
        await using var connection = await Database.OpenAsync();
        var job = await connection.Sql("select host.enqueue_job($1, '{}', null, null, 'es')", key).ValueAsync<Guid>();
        await Eventually.BecomesAsync(() => Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state == "done");
    }

    /// <summary>Marks fields for the clients that a query finds; the page with the plan.</summary>
    public async Task<Page> PlannedAsync(string query, params (string Field, string? Value)[] marked)
    {
        var list = await Admin.GetAsync($"/clients?{query}&adv=bulk");
        return await EndedAsync((await Admin.SubmitAsync(
            list, "form#bulk", [("scope", "all"), .. marked.Select(mark => ("apply", (string?)mark.Field)), .. marked.Select(mark => ($"value:{mark.Field}", mark.Value))])).Location!);
    }

    /// <summary>Types the number and presses the button; the page with the result.</summary>
    public async Task<Page> RunAsync(Page planned, string number)
    {
        var begun = await Admin.SubmitAsync(planned, "form.card", ("typed", number));
        Assert.True(begun.Status == HttpStatusCode.Redirect, begun.Text);
        return await EndedAsync(begun.Location!);
    }

    /// <summary>Names of the clients with a word that a mass update skipped.</summary>
    public async Task<string[]> SkippedAsync(string word) => (await Database.ValueAsync<string[]>(
        """
        select array_agg(distinct c.name order by c.name)
        from clients.bulk_client b join clients.client c on c.id = b.client_id
        where c.name like $1 || ' %' and b.outcome = 'skip'
        """, word))!;

    public async Task<Page> RevertAsync(Page done) => await EndedAsync((await Admin.SubmitAsync(done, "form[action*=Revert]")).Location!);

    private async Task<Page> EndedAsync(string url)
    {
        var id = Guid.Parse(url.Split('/')[^1]);
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", id), state => state is "planned" or "done" or "failed");
        return await Admin.GetAsync(url);
    }
}
