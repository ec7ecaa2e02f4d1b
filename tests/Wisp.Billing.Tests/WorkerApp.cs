using System.Net;
using Wisp.Sdk;

namespace Wisp.Billing.Tests;

/// <summary>The same with a worker beside it, for runs.</summary>
public class WorkerApp : BillingApp
{
    public WorkerProcess? Worker { get; protected set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Worker = await StartWorkerAsync();
    }

    public virtual Task<WorkerProcess> StartWorkerAsync() => WorkerProcess.StartAsync(Database, ("Wisp__WaitFactor", "0.1"));

    public override async Task DisposeAsync()
    {
        if (Worker is not null) await Worker.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Plans today's run through its page; the page of the planned run.</summary>
    public async Task<Page> PlanAsync()
    {
        var begun = await Admin.SubmitAsync(await Admin.GetAsync("/billing/runs"), "form.actions");
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        return await EndedAsync(begun.Location!);
    }

    /// <summary>Presses "Emitir" or "Descartar" and waits; the page of the run.</summary>
    public async Task<Page> ActAsync(Page run, string act)
    {
        var begun = await Admin.SubmitAsync(run, $"button[formaction*={act}]");
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        return await EndedAsync(begun.Location!);
    }

    /// <summary>Plans and issues what is due today, if anything is.</summary>
    public async Task RunAsync()
    {
        var planned = await PlanAsync();
        if (planned.Document.QuerySelector("button[formaction*=Issue]") is not null) await ActAsync(planned, "Issue");
    }

    /// <summary>Runs a kind of job to its end.</summary>
    public async Task JobAsync(string key)
    {
        await using var connection = await Database.OpenAsync();
        var job = await connection.Sql("select host.enqueue_job($1, '{}', null, null, 'es')", key).ValueAsync<Guid>();
        await Eventually.BecomesAsync(() => Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state == "done");
    }

    /// <summary>A client who owes 100 for some days of a contract, due so many days from today.</summary>
    public async Task<(Guid Client, Guid Contract)> LateAsync(string name, int firstDue, int secondDue)
    {
        var client = await BilledAsync(name, new DateOnly(2026, 1, 1));
        var contract = await ContractAsync(client, new DateOnly(2026, 1, 1));
        Assert.Equal(HttpStatusCode.Redirect, (await ChargeAsync(client, 100m, contract, "2026-01-01", "2026-01-31")).Status);
        await DueAsync(contract, firstDue, secondDue);
        return (client, contract);
    }

    public async Task DueAsync(Guid contract, int firstDue, int secondDue)
    {
        var today = await TodayAsync();
        await Database.RunAsync(
            "update billing.invoice set issued_on = least(issued_on, $2), first_due_date = $2, second_due_date = $3 where contract_id = $1", contract, today.AddDays(firstDue), today.AddDays(secondDue));
    }

    /// <summary>Looks at states as each day does.</summary>
    public async Task DayAsync()
    {
        await Database.RunAsync("with d as (update billing.day_done set day = '-infinity') update billing.settings set run_hour = 0");
        await JobAsync("billing.states");
        await Database.RunAsync("update billing.settings set run_hour = 23");
    }

    private async Task<Page> EndedAsync(string url)
    {
        var run = Guid.Parse(url.Split('/')[^1]);
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select j.state from billing.run r join host.job j on j.id = r.job_id where r.id = $1", run),
            state => state is "done" or "failed");
        return await Admin.GetAsync(url);
    }
}

/// <summary>Tests of runs share one worker, and so run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class WorkerTests : ICollectionFixture<WorkerApp>
{
    public const string Name = "worker";
}
