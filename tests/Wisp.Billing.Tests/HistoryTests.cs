using System.Globalization;
using CsCheck;

namespace Wisp.Billing.Tests;

/// <summary>One thing that happens to a client's money or contract; which paper and how much are taken from what there is then.</summary>
internal sealed record Act(int Kind, int Which, int Cents)
{
    public override string ToString() => $"{Names[Kind]}({Which}, {Cents})";

    public static readonly string[] Names =
    [
        "charge", "pay", "pay", "pay chosen", "keep as credit", "void payment", "void invoice", "note", "full note", "refund",
        "change plan", "change plan now", "change cycle", "promise", "discount", "nothing",
    ];
}

/// <summary>What each of a few clients does, at the same time, and the days that pass after it.</summary>
internal sealed record Moment(Act[] Acts, int Days)
{
    public override string ToString() => $"[{string.Join(", ", (object[])Acts)}] +{Days}";
}

/// <summary>
/// Random lives of clients, beside one another: they are billed at night, cut, pay, promise, change plan and cycle. After each step ledger, account,
/// payments, notes, invoices, periods and numbers agree to the cent, and at the end so does what screens and papers say.
/// </summary>
public sealed class HistoryTests(EngineApp app) : IClassFixture<EngineApp>
{
    private const int Clients = 5;

    private static readonly Gen<Moment[]> Histories = Gen.Select(
        Gen.Select(Gen.Int[0, Act.Names.Length - 1], Gen.Int[0, 9], Gen.Int[1, 2_000_000], (kind, which, cents) => new Act(kind, which, cents)).Array[Clients],
        Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[1, 40])), (acts, days) => new Moment(acts, days)).Array[2, 8];

    [Fact]
    [Trait("rule", "DEBT-06")]
    [Trait("rule", "INV-L1")]
    [Trait("rule", "INV-L2")]
    [Trait("rule", "INV-L3")]
    [Trait("rule", "INV-P1")]
    [Trait("rule", "INV-P2")]
    [Trait("rule", "BIL-05")]
    public Task After_any_history_the_figures_agree() => CheckAsync(200);

    [DeepFact]
    public Task After_any_history_the_figures_agree_ten_thousand_times() => CheckAsync(10_000);

    private async Task CheckAsync(int histories)
    {
        var cash = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'cash'");
        Guid[] plans = [app.Plan, await app.PlanAsync("Rápido", 20_999.99m), await app.PlanAsync("Lento", 9_000.10m)];
        await app.Database.RunAsync("update billing.settings set run_hour = 0, issue_by_itself = true");
        var day = await app.TodayAsync();
        await Histories.SampleAsync(
            async moments =>
            {
                await NightAsync(day = day.AddDays(1));
                var lives = new List<Life>();
                for (var i = 0; i < Clients; i++) lives.Add(await BornAsync(day, (short)((i * 6) + 1), cash, plans));
                foreach (var moment in moments)
                {
                    var token = await app.TokenAsync();
                    await Task.WhenAll(lives.Zip(moment.Acts, (life, act) => life.DoAsync(act, day, token)));
                    await CheckAsync(lives, moment);
                    if (moment.Days == 0) continue;
                    await NightAsync(day = day.AddDays(moment.Days));
                    await CheckAsync(lives, moment);
                }

                foreach (var life in lives) await life.AgreesAsync();
                // Nobody bills them any more, so that the next lives are as quick as these.
                await app.Database.RunAsync("with c as (update network.contract set end_date = start_date) update billing.client set enabled = false");
            },
            iter: histories / Clients, threads: 1, print: moments => string.Join("; ", (object[])moments));
        Assert.True(await app.Database.ValueAsync<long>("select count(distinct period_from) from billing.invoice where is_auto and state <> 'void'") > histories / Clients / 4, "Nights billed next to nothing.");
    }

    private async Task<Life> BornAsync(DateOnly day, short cycle, Guid cash, Guid[] plans)
    {
        var client = await app.BilledAsync("Historia", day, cycle, firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat);
        return new Life(app, client, await app.ContractAsync(client, day), cash, plans);
    }

    private async Task CheckAsync(List<Life> lives, Moment moment)
    {
        foreach (var life in lives)
        {
            if (await app.Database.ValueAsync<string>(Invariants.Broken, life.Client) is { } broken) throw new InvalidOperationException($"{moment}: {broken}");
        }

        if (await app.Database.ValueAsync<string>(Invariants.SeriesBroken, app.Registered) is { } series) throw new InvalidOperationException($"{moment}: numbers {series}");
    }

    private async Task NightAsync(DateOnly day)
    {
        await app.SetAsync(new DateTimeOffset(day.Year, day.Month, day.Day, 6, 30, 0, TimeSpan.Zero));
        await app.TickAsync("billing.run", "billing.states");
    }

    /// <summary>A client, and his one contract.</summary>
    private sealed class Life(EngineApp app, Guid client, Guid contract, Guid cash, Guid[] plans)
    {
        public Guid Client => client;

        public async Task DoAsync(Act act, DateOnly today, string token)
        {
            var amount = (act.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            switch (Act.Names[act.Kind])
            {
                case "charge":
                    await PostAsync(token, $"/billing/manual/{client}", ("Input.Key", $"{Guid.CreateVersion7()}"), ("Input.Lines[0].Description", "x"), ("Input.Lines[0].Quantity", $"{(act.Which % 3) + 1}"), ("Input.Lines[0].Price", amount), ("Input.IncludesTax", act.Which % 2 == 0 ? "true" : "false"));
                    break;
                case "pay":
                    await PayAsync(token, today, amount, "oldest");
                    break;
                case "pay chosen" when await OneOfAsync("select array_agg(id order by number) from billing.invoice where client_id = $1 and state = 'pending'", act.Which) is { } invoice:
                    await PayAsync(token, today, amount, "chosen", invoice);
                    break;
                case "keep as credit":
                    await PayAsync(token, today, amount, "credit");
                    break;
                case "void payment" when await OneOfAsync("select array_agg(id order by id) from billing.payment where client_id = $1", act.Which) is { } payment:
                    await PostAsync(token, $"/billing/payments/{payment}", ("Input.Reason", "x"));
                    break;
                case "void invoice" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync(token, $"/billing/invoices/{invoice}?handler=Void", ("Input.Reason", "x"));
                    break;
                case "note" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync(token, $"/billing/invoices/{invoice}?handler=Note", ("Input.Reason", "x"), ("Input.Amount", amount));
                    break;
                case "full note" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync(token, $"/billing/invoices/{invoice}?handler=Note", ("Input.Reason", "x"));
                    break;
                case "refund":
                    await PostAsync(token, $"/billing/refund/{client}", ("Input.Amount", amount), ("Input.MethodId", $"{cash}"), ("Input.Reason", "x"));
                    break;
                case "change plan":
                    await SubmitAsync($"/contracts/{contract}/edit", "form.form", ("Input.NextPlanId", $"{plans[act.Which % plans.Length]}"), ("Input.NextPlanFrom", Iso(today.AddDays(act.Cents % 40))));
                    break;
                case "change plan now":
                    await SubmitAsync($"/contracts/{contract}/edit", "form.form", ("Input.PlanId", $"{plans[act.Which % plans.Length]}"));
                    await SubmitAsync($"/billing/contract/{contract}", "button[formaction*=Adjust]");
                    break;
                case "change cycle":
                    await SubmitAsync($"/clients/{client}/edit", "form.form", ("billing.client.cycle_day", $"{(act.Cents % 28) + 1}"));
                    break;
                case "promise":
                    await SubmitAsync($"/billing/promise/{contract}", "form.form", ("Input.Until", Iso(today.AddDays(act.Which + 1))));
                    break;
                case "discount":
                    await SubmitAsync(
                        $"/billing/contract/{contract}", "button[formaction*=Add]", ("Input.Kind", act.Which % 2 == 0 ? "discount_percent" : "discount_amount"), ("Input.Description", "x"),
                        ("Input.Value", act.Which % 2 == 0 ? $"{act.Cents % 100}" : (act.Cents / 100m).ToString("0.00", CultureInfo.GetCultureInfo("es-AR"))), ("Input.Periods", $"{(act.Which % 3) + 1}"));
                    break;
            }
        }

        /// <summary>The account's page, each invoice's page and each paper say what is stored.</summary>
        public async Task AgreesAsync()
        {
            var figures = await app.Database.ValueAsync<string>("select concat_ws(' ', -balance, credit, unpaid) from billing.account where client_id = $1", client);
            if (figures is null) return;
            var said = (await app.Admin.GetAsync($"/billing/account/{client}")).Texts("dl.stats dd");
            var stored = figures.Split(' ').Select(figure => decimal.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
            Assert.Contains(stored[0] == 0 ? "Sin saldo" : Shown(Math.Abs(stored[0])), said[0], StringComparison.Ordinal);
            Assert.Equal(Shown(stored[1]), said[1]);
            Assert.Contains(Shown(stored[2]), said[2], StringComparison.Ordinal);
            if (await OneOfAsync("select array_agg(id order by number desc) from billing.invoice where client_id = $1 and number is not null", 0) is not { } invoice) return;
            var gross = Shown(await app.Database.ValueAsync<decimal>("select gross_amount from billing.invoice where id = $1", invoice));
            Assert.Contains(gross, (await app.Admin.GetAsync($"/billing/invoices/{invoice}")).Document.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains(gross, (await app.Admin.GetAsync($"/billing/invoices?client={client}")).Texts("td.num"));
            using var paper = UglyToad.PdfPig.PdfDocument.Open(await app.Admin.Client.GetByteArrayAsync($"/billing/invoices/{invoice}/pdf"));
            Assert.Contains(gross, string.Join(' ', paper.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text)), StringComparison.Ordinal);
        }

        private Task PayAsync(string token, DateOnly today, string amount, string to, Guid? invoice = null) => PostAsync(
            token, $"/billing/pay/{client}", ("Input.Key", $"{Guid.CreateVersion7()}"), ("Input.Amount", amount), ("Input.Date", Iso(today)),
            ("Input.MethodId", $"{cash}"), ("Input.To", to), ("Input.Invoices", $"{invoice}"));

        private Task<Guid?> InvoiceAsync(int which) => OneOfAsync("select array_agg(id order by number) from billing.invoice where client_id = $1", which);

        private async Task<Guid?> OneOfAsync(string sql, int which) => await app.Database.ValueAsync<Guid[]>(sql, client) is { Length: > 0 } ids ? ids[which % ids.Length] : null;

        // What the rules refuse is part of a history too; an error of the server is not.
        private async Task PostAsync(string token, string url, params (string Name, string Value)[] fields)
        {
            var answer = await app.Admin.PostAsync(
                url, fields.Where(field => field.Value.Length > 0).Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
            Taken(url, answer);
        }

        // A form that is not offered cannot be sent.
        private async Task SubmitAsync(string url, string form, params (string Name, string? Value)[] typed)
        {
            var page = await app.Admin.GetAsync(url);
            if (page.Document.QuerySelector(form) is not null) Taken(url, await app.Admin.SubmitAsync(page, form, typed));
        }

        private static void Taken(string url, Page answer)
        {
            if ((int)answer.Status is not (302 or 409 or 422)) throw new InvalidOperationException($"{url}: {answer.Status}");
        }

        private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        private static string Shown(decimal amount) => amount.ToString("N2", CultureInfo.GetCultureInfo("es-AR"));
    }
}
