namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>What is set in the tab "Facturación" holds for the client, and so for each of his contracts.</summary>
[Collection(ScreenTests.Name)]
public sealed class AllContractsTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "FBIL-07")]
    [Trait("rule", "FBIL-09")]
    public async Task All_contracts_are_billed_as_the_tab_says_and_none_is_picked()
    {
        var today = await app.TodayAsync();
        var client = BillingForms.IdOf(await app.SaveBillingAsync(null, ("firm", $"{app.Fantasy}"), ("condition", "fantasy"), ("kind", "X")));
        Guid[] contracts = [await app.ContractAsync(client, today), await app.ContractAsync(client, today)];
        Assert.Equal(["X", "X"], await LettersAsync());

        // Nothing in the tab or in a contract's form names a contract to bill, and what is sent all the same is not heard.
        var tab = (await app.Admin.GetAsync($"/clients/{client}/edit")).Document.GetElementById("tab-billing.client")!;
        Assert.DoesNotContain(tab.QuerySelectorAll("[name]"), control => control.GetAttribute("name")!.Contains("contract", StringComparison.OrdinalIgnoreCase));
        var form = (await app.Admin.GetAsync($"/contracts/{contracts[0]}/edit")).Document.QuerySelector("form.form")!;
        Assert.DoesNotContain(form.QuerySelectorAll("[name]"), control => control.GetAttribute("name")!.Contains("bill", StringComparison.OrdinalIgnoreCase));
        await app.SaveBillingAsync(
            client, ("firm", $"{app.Registered}"), ("condition", "5"), ("kind", "B"), ("taxes", $"{app.Vat}"), ("contracts", $"{contracts[0]}"), ("contract_id", $"{contracts[0]}"));
        Assert.Equal(["B", "B"], await LettersAsync());

        BillingForms.IdOf(await app.SaveTabAsync(client, ("enabled", "false")));
        Assert.Equal(["", ""], await LettersAsync());

        async Task<string[]> LettersAsync()
        {
            var letters = new List<string>();
            foreach (var contract in contracts)
                letters.Add((await app.Admin.GetAsync($"/billing/preview?contract={contract}&day={today:yyyy-MM-dd}")).Texts("details.preview summary > strong").SingleOrDefault("").Split(' ')[0]);
            return [.. letters];
        }
    }

    [Fact]
    [Trait("rule", "INV-B2")]
    public async Task It_is_stored_once_for_a_client()
    {
        Assert.Equal("id", await app.Database.ValueAsync<string>(
            """
            select string_agg(a.attname, ', ') from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            where c.conrelid = 'billing.client'::regclass and c.contype = 'p'
            """));
        Assert.Equal(0, await app.Database.ValueAsync<long>(
            "select count(*) from pg_attribute where attrelid = 'billing.client'::regclass and attnum > 0 and not attisdropped and attname like '%contract%'"));
    }

    [Fact]
    [Trait("rule", "FBIL-10")]
    public async Task Firms_are_chosen_among_those_that_are_there_and_without_any_it_says_where_they_are_made()
    {
        Assert.Contains("Red del Sur SRL", await OfferedAsync());
        BillingApp.Refused(await app.SaveBillingAsync(null, ("firm", $"{Guid.CreateVersion7()}"), ("condition", "5"), ("kind", "B")), "Razón social: esa razón social ya no se ofrece. Elegí otra.");

        await app.Database.RunAsync("update billing.firm set archived_at = '2000-01-01' where archived_at is null");
        try
        {
            Assert.Empty(await OfferedAsync());
            var tab = (await app.Admin.GetAsync("/clients/new")).Document.GetElementById("tab-billing.client")!;
            Assert.Equal("/billing/firms", tab.QuerySelector(".field-hint a")!.GetAttribute("href"));
        }
        finally
        {
            await app.Database.RunAsync("update billing.firm set archived_at = null where archived_at = '2000-01-01'");
        }
    }

    private async Task<IEnumerable<string>> OfferedAsync() =>
        (await app.Admin.GetAsync("/clients/new")).Document.GetElementById("billing.client.firm")!.QuerySelectorAll("option:not([value=''])").Select(option => option.TextContent);
}
