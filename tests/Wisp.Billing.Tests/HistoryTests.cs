using System.Globalization;
using CsCheck;

namespace Wisp.Billing.Tests;

/// <summary>One thing that happens to a client's money; which paper and how much are taken from what there is then.</summary>
internal sealed record Act(int Kind, int Which, int Cents)
{
    public override string ToString() => $"{Names[Kind]}({Which}, {Cents})";

    public static readonly string[] Names = ["charge", "pay", "pay chosen", "keep as credit", "void payment", "void invoice", "note", "full note", "refund"];
}

/// <summary>After any history of acts, ledger, account, payments, notes and invoices agree to the cent.</summary>
[Collection(ScreenTests.Name)]
public sealed class HistoryTests(BillingApp app)
{
    private static readonly Gen<Act[]> Histories = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 9], Gen.Int[1, 20000], (kind, which, cents) => new Act(kind, which, cents)).Array[1, 12];

    [Fact]
    [Trait("rule", "DEBT-06")]
    [Trait("rule", "INV-L1")]
    [Trait("rule", "INV-L2")]
    [Trait("rule", "INV-P1")]
    [Trait("rule", "INV-P2")]
    public Task After_any_history_the_figures_agree() => CheckAsync(60);

    [DeepFact]
    public Task After_any_history_the_figures_agree_ten_thousand_times() => CheckAsync(10_000);

    private async Task CheckAsync(int histories)
    {
        var token = await app.TokenAsync();
        var cash = await app.Database.ValueAsync<Guid>("select id from billing.payment_method where code = 'cash'");
        await Histories.SampleAsync(
            async acts =>
            {
                var history = new History(app, token, cash, await app.BilledAsync("Historia", await app.TodayAsync(), firm: app.Registered, kind: "B", condition: "5", taxes: app.Vat));
                foreach (var act in acts)
                {
                    await history.DoAsync(act);
                    if (await history.BrokenAsync() is { } broken) throw new InvalidOperationException($"{act}: {broken}");
                }
            },
            iter: histories, threads: 1, print: acts => string.Join(", ", acts.Select(act => act.ToString())));
    }

    /// <summary>A client whose money moves.</summary>
    private sealed class History(BillingApp app, string token, Guid cash, Guid client)
    {
        public Task<string?> BrokenAsync() => app.Database.ValueAsync<string>(Invariants.Broken, client);

        public async Task DoAsync(Act act)
        {
            var amount = (act.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            switch (Act.Names[act.Kind])
            {
                case "charge":
                    await PostAsync($"/billing/manual/{client}", ("Input.Key", $"{Guid.CreateVersion7()}"), ("Input.Lines[0].Description", "x"), ("Input.Lines[0].Quantity", $"{(act.Which % 3) + 1}"), ("Input.Lines[0].Price", amount), ("Input.IncludesTax", act.Which % 2 == 0 ? "true" : "false"));
                    break;
                case "pay":
                    await PayAsync(amount, "oldest");
                    break;
                case "pay chosen" when await OneOfAsync("select array_agg(id order by number) from billing.invoice where client_id = $1 and state = 'pending'", act.Which) is { } invoice:
                    await PayAsync(amount, "chosen", invoice);
                    break;
                case "keep as credit":
                    await PayAsync(amount, "credit");
                    break;
                case "void payment" when await OneOfAsync("select array_agg(id order by id) from billing.payment where client_id = $1", act.Which) is { } payment:
                    await PostAsync($"/billing/payments/{payment}", ("Input.Reason", "x"));
                    break;
                case "void invoice" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync($"/billing/invoices/{invoice}?handler=Void", ("Input.Reason", "x"));
                    break;
                case "note" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync($"/billing/invoices/{invoice}?handler=Note", ("Input.Reason", "x"), ("Input.Amount", amount));
                    break;
                case "full note" when await InvoiceAsync(act.Which) is { } invoice:
                    await PostAsync($"/billing/invoices/{invoice}?handler=Note", ("Input.Reason", "x"));
                    break;
                case "refund":
                    await PostAsync($"/billing/refund/{client}", ("Input.Amount", amount), ("Input.MethodId", $"{cash}"), ("Input.Reason", "x"));
                    break;
            }
        }

        private async Task PayAsync(string amount, string to, Guid? invoice = null)
        {
            var today = await app.TodayAsync();
            await PostAsync(
                $"/billing/pay/{client}", ("Input.Key", $"{Guid.CreateVersion7()}"), ("Input.Amount", amount), ("Input.Date", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("Input.MethodId", $"{cash}"), ("Input.To", to), ("Input.Invoices", $"{invoice}"));
        }

        private Task<Guid?> InvoiceAsync(int which) => OneOfAsync("select array_agg(id order by number) from billing.invoice where client_id = $1", which);

        private async Task<Guid?> OneOfAsync(string sql, int which) => await app.Database.ValueAsync<Guid[]>(sql, client) is { Length: > 0 } ids ? ids[which % ids.Length] : null;

        // What the rules refuse is part of a history too; an error of the server is not.
        private async Task PostAsync(string url, params (string Name, string Value)[] fields)
        {
            var answer = await app.Admin.PostAsync(
                url, fields.Where(field => field.Value.Length > 0).Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
            if ((int)answer.Status is not (302 or 422)) throw new InvalidOperationException($"{url}: {answer.Status}");
        }
    }
}
