using System.Net;
using System.Text.Json;

namespace Wisp.Network.Tests;

/// <summary>What clients consumed, in the panel, on their page and among those that consume most.</summary>
[Collection(ScreenTests.Name)]
public sealed class ConsumptionTests(NetworkApp app)
{
    [Fact]
    [Trait("rule", "PANEL-03")]
    [Trait("rule", "VIEW-01")]
    [Trait("rule", "VIEW-02")]
    public async Task Down_and_up_are_shown_per_contract_and_together_for_a_day_a_week_a_month_and_a_year()
    {
        var client = await app.ClientAsync("Gastadora");
        var (one, other) = (await app.ContractAsync(client), await app.ContractAsync(client));
        await app.PartitionsAsync();
        var now = await app.Database.ValueAsync<DateTimeOffset>("select date_bin('5 minutes', now(), timestamptz '2000-01-01 00:00+00')");
        await app.SlotAsync(one, now.AddMinutes(-10), 1_000_000, 100_000);
        await app.SlotAsync(one, now.AddHours(-23), 2_000_000, 200_000);
        await app.SlotAsync(one, now.AddHours(-25), 9_000_000, 900_000);
        await app.SlotAsync(other, now.AddMinutes(-10), 500_000, 50_000);
        await app.Database.RunAsync("insert into network.consumption_day values ($1, current_date - 20, 7000000000, 1000000000)", one);

        var page = await app.Admin.GetAsync($"/contracts/consumption/{client}");
        Assert.Equal(["500 kB", "50 kB", "3 MB", "300 kB"], page.Texts("tbody td"));
        Assert.Equal(["3,5 MB", "350 kB"], page.Texts("tfoot td"));
        Assert.Equal(["Día"], page.Texts("#consumption nav [aria-current]"));

        var day = await DataAsync($"{client}?range=day&handler=Data");
        Assert.Equal((288, 3_500_000, 350_000), Sums(day));
        Assert.Equal(1_500_000, day.Down[Array.IndexOf(day.At, now.AddMinutes(-10).ToUnixTimeSeconds())]);
        Assert.Equal(now.ToUnixTimeSeconds(), day.At[^1]);
        Assert.Equal((288, 3_000_000, 300_000), Sums(await DataAsync($"{client}?range=day&contract={one}&handler=Data")));
        Assert.Equal((168, 12_500_000, 1_250_000), Sums(await DataAsync($"{client}?range=week&handler=Data")));
        Assert.Equal((30, 7_012_500_000, 1_001_250_000), Sums(await DataAsync($"{client}?range=month&handler=Data")));
        Assert.Equal((365, 7_012_500_000, 1_001_250_000), Sums(await DataAsync($"{client}?range=year&handler=Data")));

        // The tab and the card ask for that part; the plot asks for its values.
        Assert.Contains("Consumo", (await app.Admin.GetAsync($"/clients?sel={client}")).Texts(".tabs a"));
        Assert.NotNull((await app.Admin.GetAsync($"/clients/{client}")).Document.QuerySelector($"[hx-get='/contracts/consumption/{client}']"));
        Assert.Equal($"/contracts/consumption/{client}?range=day&handler=Data", page.Document.QuerySelector("[data-plot]")!.GetAttribute("data-plot"));
    }

    [Fact]
    [Trait("rule", "PANEL-03")]
    public async Task A_client_without_samples_or_contracts_is_told_so()
    {
        var client = await app.ClientAsync("Ahorrativa");
        Assert.Equal(["Este cliente no tiene contratos."], (await app.Admin.GetAsync($"/contracts/consumption/{client}")).Texts("#consumption p"));

        await app.ContractAsync(client);

        var page = await app.Admin.GetAsync($"/contracts/consumption/{client}?range=week");
        Assert.Equal(["No hay consumo registrado en los últimos 7 días."], page.Texts("#consumption p"));
        Assert.Null(page.Document.QuerySelector("[data-plot]"));
    }

    [Fact]
    public async Task Consumption_is_for_who_may_see_the_clients_contracts()
    {
        var client = await app.ClientAsync("Reservada");
        await app.ContractAsync(client);
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "contracts.view:own");
        using var clerk = await app.Wisp.SignInAsync("clients.view");
        foreach (var url in new[] { $"/contracts/consumption/{client}", $"/contracts/consumption/{client}?handler=Data" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync(url)).Status);
            Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync(url)).Status);
        }

        using var reader = await app.Wisp.SignInAsync("clients.view", "contracts.view:own");
        Assert.Equal(
            ["Tu rol ve los contratos de los clientes que cobrás, y este no es uno de ellos."], (await reader.GetAsync($"/contracts/consumption/{client}")).Texts("#consumption p"));
    }

    [Fact]
    public async Task Who_consumes_most_comes_first()
    {
        var word = NetworkApp.Unique("Tragona");
        var (most, less) = (await app.ContractAsync(await app.ClientAsync($"{word} Más")), await app.ContractAsync(await app.ClientAsync($"{word} Menos")));
        await app.PartitionsAsync();
        await app.Database.RunAsync(
            "insert into network.consumption_day values ($1, current_date - 20, 900000000000000, 0), ($2, current_date - 20, 100000000000000, 500000000000000)", most, less);

        Assert.Equal([$"{word} Más", $"{word} Menos"], (await app.Admin.GetAsync("/network/top?days=30")).Texts("tbody .col-name").Take(2));
        Assert.DoesNotContain($"{word} Más", (await app.Admin.GetAsync("/network/top?days=7")).Texts("tbody .col-name"));
        Assert.Contains("600 TB", (await app.Admin.GetAsync("/network/top?days=30")).Texts("td[data-label=Total]"));
    }

    // The night's work is as far as two days ago: what is newer is added up from slots and hours.
    private async Task<(long[] At, long[] Down, long[] Up)> DataAsync(string url)
    {
        using var data = JsonDocument.Parse((await app.Admin.GetAsync($"/contracts/consumption/{url}")).Body);
        long[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetInt64())];
        var series = data.RootElement.GetProperty("series");
        return (Numbers(data.RootElement.GetProperty("at")), Numbers(series[0].GetProperty("values")), Numbers(series[1].GetProperty("values")));
    }

    private static (int, long, long) Sums((long[] At, long[] Down, long[] Up) data) => (data.At.Length, data.Down.Sum(), data.Up.Sum());
}
