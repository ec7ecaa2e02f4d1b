using System.Text;

namespace Wisp.Billing.Tests;

/// <summary>A statement that is read and taken by workers which are killed again and again: each movement is one payment.</summary>
[Collection(Alone.Name)]
[Trait("rule", "INV-P3")]
public sealed class KilledStatementTests : IAsyncLifetime
{
    private const int Lines = 12_000;
    private const int Matched = 1_500;
    private readonly BillingApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public Task Each_movement_is_one_payment() => CheckAsync(kills: 2);

    [DeepFact]
    public Task Each_movement_is_one_payment_though_workers_die_ten_times() => CheckAsync(kills: 10);

    private async Task CheckAsync(int kills)
    {
        await _app.Database.RunAsync(
            "insert into clients.client (name, custom_id, country, status, created_at, updated_at) select 'Corrida ' || i, 'k' || i, 'AR', 'active', now(), now() from generate_series(1, $1) i", Matched);
        var text = new StringBuilder("Fecha;Importe;Referencia\n");
        for (var i = 1; i <= Lines; i++) text.Append(i % (Lines / Matched) == 0 ? $"02/11/2026;10,00;k{i / (Lines / Matched)}\n" : $"02/11/2026;-1,00;x{i}\n");
        var bank = new Statements(_app);
        var statement = (await bank.ChooseAsync("Banco", text.ToString())).Location!;

        var killed = await RunAsync(kills);
        Assert.Equal(Matched, await bank.CountAsync(statement, "matched"));
        Assert.Equal(Lines - Matched, await bank.CountAsync(statement, "out"));
        await _app.Admin.SubmitAsync(await _app.Admin.GetAsync(statement), "button[formaction*=Take]");
        killed += await RunAsync(kills);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        Assert.Equal("taken", await _app.Database.ValueAsync<string>("select state from billing.statement"));
        Assert.Equal(Matched, await bank.CountAsync(statement, "paid"));
        Assert.Equal($"{Matched} {Matched} {Matched}", await _app.Database.ValueAsync<string>(
            "select concat_ws(' ', (select count(*) from billing.payment), (select count(distinct client_id) from billing.payment), (select count(*) from billing.account_transaction))"));
        Assert.Equal(0, await _app.Database.ValueAsync<long>("select count(*) from billing.account where balance <> 10 or credit <> 10"));
    }

    private Task<int> RunAsync(int kills) => MortalWorkers.RunAsync(
        _app.Database, 2, kills, 700, () => AnyAsync("'running'"), async () => !await AnyAsync("'queued', 'running'"), ("Wisp__WaitFactor", "0.1"));

    private Task<bool> AnyAsync(string states) => _app.Database.ValueAsync<bool>($"select exists (select from host.job where key = 'billing.statement' and state in ({states}))")!;
}
