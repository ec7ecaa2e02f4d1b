using System.Net;
using System.Text;

namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>The same with a worker beside it, for mass updates and exports.</summary>
public sealed class BulkApp : BillingApp
{
    private WorkerProcess? _worker;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _worker = await WorkerProcess.StartAsync(Database, ("Wisp__WaitFactor", "0.1"));
    }

    public override async Task DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        await base.DisposeAsync();
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

    public async Task<Page> RevertAsync(Page done) => await EndedAsync((await Admin.SubmitAsync(done, "form[action*=Revert]")).Location!);

    /// <summary>The rows of the CSV that the list's export makes, in the order of names.</summary>
    public async Task<IReadOnlyList<string[]>> ExportAsync(string query)
    {
        var started = await Admin.SubmitAsync(await Admin.GetAsync($"/clients?{query}"), "#export", ("scope", "filtered"), ("format", "csv"));
        var job = Guid.Parse(started.Location!.Split('/')[^1]);
        var file = await Eventually.BecomesAsync(
            () => Database.ValueAsync<Guid?>("select result_file from host.job where id = $1 and state = 'done'", job), id => id is not null);
        var bytes = await Database.ValueAsync<byte[]>("select string_agg(data, ''::bytea order by no) from host.file_chunk where file_id = $1", file);
        return [.. Encoding.UTF8.GetString(bytes!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';').Select(cell => cell.Trim('"')).ToArray()).OrderBy(row => row[1], StringComparer.Ordinal)];
    }

    private async Task<Page> EndedAsync(string url)
    {
        var id = Guid.Parse(url.Split('/')[^1]);
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select state from clients.bulk_update where id = $1", id), state => state is "planned" or "done" or "failed");
        return await Admin.GetAsync(url);
    }
}
