using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// A billing run, planned and issued by a worker, against the bare <c>INSERT … SELECT</c> of the same invoices, items, taxes and ledger rows into
/// tables with the same indexes and references; what a thousand contracts cost as they become more; and the worker's memory.
/// </summary>
internal static class BillingBench
{
    private const int Few = 10_000;
    private const int Many = 100_000;
    private const int Million = 1_000_000;
    private const double MostMemory = 300;

    public static async Task<IReadOnlyList<Measure>> RunAsync(Func<string, bool> wanted)
    {
        var few = await BillAsync(Few);
        var many = await BillAsync(Many);
        List<Measure> measures =
        [
            new("billing-run", many.Job / many.Bare, 3, string.Create(CultureInfo.InvariantCulture, $"job {many.Job:0.0} s (plan {many.Plan:0.0}, issue {many.Issue:0.0}), bare statements {many.Bare:0.0} s")),
            new("billing-memory", many.Memory, MostMemory, "MB of the worker"),
            new("billing-growth", many.Job / Many / (few.Job / Few), 1.5, string.Create(CultureInfo.InvariantCulture, $"{few.Job * 1000 / Few:0.000} s a thousand of {Few:N0}, {many.Job * 1000 / Many:0.000} of {Many:N0}")),
        ];
        if (!wanted("billing-million")) return measures;
        var million = await BillAsync(Million);
        measures.Add(new("billing-million", million.Job / Million / (many.Job / Many), 1.5, string.Create(CultureInfo.InvariantCulture, $"{million.Job * 1000 / Million:0.000} s a thousand of {Million:N0}, {million.Job / million.Bare:0.00} x bare, {million.Memory:0} MB")));
        return measures;
    }

    private sealed record Billed(double Plan, double Issue, double Bare, double Memory)
    {
        public double Job => Plan + Issue;
    }

    private static async Task<Billed> BillAsync(int contracts)
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        foreach (var statement in Seed) await Slow(connection.Sql(statement.Replace("$N", $"{contracts}", StringComparison.Ordinal))).RunAsync();
        await Slow(connection.Sql("vacuum analyze")).RunAsync();
        await using var worker = await WorkerProcess.StartAsync(database);
        await using var app = WispApp.StartOn(database);
        using var browser = await app.SignInAsAdminAsync();
        var begun = await browser.SubmitAsync(await browser.GetAsync("/billing/runs"), "form.actions");
        var run = Guid.Parse(begun.Location!.Split('/')[^1]);
        var plan = await TookAsync(connection, run, "planned");
        await browser.SubmitAsync(await browser.GetAsync(begun.Location!), "button[formaction*=Issue]");
        var issue = await TookAsync(connection, run, "issued");
        var issued = await connection.Sql("select count(*) from billing.invoice where run_id = $1 and state = 'pending'", run).ValueAsync<long>();
        if (issued != contracts) throw new InvalidOperationException($"{issued} of {contracts} were issued.");
        return new Billed(plan, issue, await BareAsync(connection), worker.PeakMemory / 1024d / 1024);
    }

    private static async Task<double> TookAsync(NpgsqlConnection connection, Guid run, string state)
    {
        await Eventually.BecomesAsync(
            () => connection.Sql($"select state = $2 and (select bool_and(j.finished_at is not null) from {Jobs}) from billing.run where id = $1", run, state).ValueAsync<bool>(),
            done => done, 1200);
        return await connection.Sql($"select extract(epoch from max(j.finished_at) - min(j.started_at))::float8 from {Jobs}", run).ValueAsync<double>();
    }

    private const string Jobs = "billing.run_lane l join host.job j on j.id = l.job_id where l.run_id = $1";

    private static async Task<double> BareAsync(NpgsqlConnection connection)
    {
        string[] tables = ["invoice", "invoice_item", "invoice_tax", "account_transaction"];
        foreach (var table in tables)
        {
            await connection.Sql($"create table public.bench_{table} (like billing.{table} including all)").RunAsync();
            await connection.Sql(
                $"create trigger keep_references after insert on public.bench_{table} referencing new table as told for each statement execute function billing.keep_{table}_references()").RunAsync();
        }
        await Slow(connection.Sql("checkpoint")).RunAsync();
        var start = Stopwatch.GetTimestamp();
        foreach (var table in tables) await Slow(connection.Sql($"insert into public.bench_{table} overriding system value select * from billing.{table}")).RunAsync();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static NpgsqlCommand Slow(NpgsqlCommand command)
    {
        command.CommandTimeout = 1800;
        return command;
    }

    private static readonly string[] Seed =
    [
        "insert into billing.firm (company_name, is_fantasy, country, vat_condition, taxpayer_id) values ('Banco', false, 'AR', 'ri', '33693450239')",
        "insert into billing.point_of_sale (firm_id, number, is_default) select id, 1, true from billing.firm",
        "insert into billing.tax (name, kind, rate, country, included_in_price) values ('IVA 21 %', 'vat', 21, 'AR', true)",
        "insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1')",
        "insert into network.plan (name, down_kbps, up_kbps, price) values ('Hogar', 50000, 10000, 15000)",
        "insert into clients.client (name, country, status, created_at, updated_at) select 'Cliente ' || n, 'AR', 'active', now(), now() from generate_series(1, $N) n",
        """
        insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, tax_ids, enabled_on, first_from)
        select c.id, true, f.id, '5', 'B', 1, array[t.id], current_date - 40, date_trunc('month', current_date)
        from clients.client c cross join billing.firm f cross join billing.tax t
        """,
        """
        insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
        select c.id, p.id, s.id, now(), current_date - 100, now() from clients.client c cross join network.plan p cross join network.server s
        """,
    ];
}
