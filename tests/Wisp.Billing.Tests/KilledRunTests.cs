using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>Runs beside no other test: their workers want the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>Two runs at once, by two workers that are killed again and again: each contract is one invoice, numbers are whole, mails go once.</summary>
[Collection(Alone.Name)]
[Trait("rule", "BIL-05")]
[Trait("case", "F01")]
[Trait("case", "F02")]
[Trait("case", "F08")]
public sealed class KilledRunTests : IAsyncLifetime
{
    private const int Mailed = 40;
    private readonly BillingApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public Task Each_contract_is_one_invoice_with_a_number_of_its_own() => CheckAsync(6_000, (isBusy, isDone) => KillAsync(2, isBusy, isDone));

    [DeepFact]
    public Task Each_contract_is_one_invoice_though_workers_die_ten_times() => CheckAsync(6_000, (isBusy, isDone) => KillAsync(10, isBusy, isDone));

    [DeepFact]
    public Task Each_contract_is_one_invoice_though_PostgreSQL_crashes() => CheckAsync(40_000, CrashAsync);

    private async Task CheckAsync(int contracts, Func<Func<Task<bool>>, Func<Task<bool>>, Task<int>> strikeAsync)
    {
        await _app.CrowdAsync(contracts, Mailed);
        var runs = new List<string>();
        for (var i = 0; i < 2; i++) runs.Add((await _app.Admin.SubmitAsync(await _app.Admin.GetAsync("/billing/runs"), "form.actions")).Location!);

        var struck = await strikeAsync(BusyAsync, () => AllAsync("'planned', 'issued'"));
        foreach (var run in runs)
        {
            // Where the database is just back, a person presses "reload".
            var page = await Eventually.BecomesAsync(() => _app.Admin.GetAsync(run), seen => seen.Status == HttpStatusCode.OK);
            if (page.Document.QuerySelector("button[formaction*=Issue]") is not null)
                Assert.Equal(HttpStatusCode.Redirect, (await _app.Admin.SubmitAsync(page, "button[formaction*=Issue]")).Status);
        }

        struck += await strikeAsync(BusyAsync, () => AllAsync("'issued'"));
        Assert.True(struck > 0, "It was over before anything died.");
        Assert.Equal($"{contracts} {contracts} {contracts} 1 {contracts}", await _app.Database.ValueAsync<string>(
            """
            select concat_ws(' ', count(*), count(distinct contract_id), count(distinct number), min(number), max(number)) from billing.invoice where state = 'pending'
            """));
        Assert.Equal($"{contracts} {-15000m * contracts:0.00}", await _app.Database.ValueAsync<string>("select concat_ws(' ', count(*), sum(amount)) from billing.account_transaction"));
        Assert.Equal(0, await _app.Database.ValueAsync<long>("select count(*) from billing.account where balance <> -15000 or unpaid_count <> 1"));

        await MortalWorkers.RunAsync(
            _app.Database, 2, 2, 1500, async () => !await MailedAsync(), MailedAsync, ("Wisp__WaitFactor", "0.1"));
        Assert.Equal(Mailed, await _app.Database.ValueAsync<long>("select count(*) from host.mail where kind = 'billing.invoice'"));
    }

    private Task<int> KillAsync(int kills, Func<Task<bool>> isBusy, Func<Task<bool>> isDone) =>
        MortalWorkers.RunAsync(_app.Database, 2, kills, 500, isBusy, isDone, ("Wisp__WaitFactor", "0.1"));

    // Workers live, and find their way back.
    private async Task<int> CrashAsync(Func<Task<bool>> isBusy, Func<Task<bool>> isDone)
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => WorkerProcess.StartAsync(_app.Database, ("Wisp__WaitFactor", "0.1"))));
        try
        {
            return await MortalWorkers.StrikeAsync(2, 500, isBusy, isDone, _ => Crash.PostgreSqlAsync(_app.Database));
        }
        finally
        {
            foreach (var worker in workers) await worker.DisposeAsync();
        }
    }

    private Task<bool> BusyAsync() => _app.Database.ValueAsync<bool>("select exists (select from host.job where key = 'billing.run' and state = 'running')")!;

    private Task<bool> AllAsync(string states) => _app.Database.ValueAsync<bool>(
        $"select not exists (select from billing.run where not by_timer and state not in ({states})) and not exists (select from host.job where key = 'billing.run' and operator_id is not null and state in ('queued', 'running'))")!;

    private Task<bool> MailedAsync() => _app.Database.ValueAsync<bool>("select not exists (select from billing.invoice where state = 'pending' and documents_at is null)")!;
}
