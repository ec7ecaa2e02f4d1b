namespace Wisp.Billing.Tests.Fiscal;

/// <summary>The menu of an ISP that reports nothing.</summary>
[Collection(ScreenTests.Name)]
public sealed class MenuTests(BillingApp app)
{
    private const string Entry = "nav a[href='/billing/fiscal']";

    [Fact]
    public async Task Without_an_authority_nothing_is_to_be_reported_unless_documents_still_wait()
    {
        Assert.Empty((await app.Admin.GetAsync("/billing/runs")).Texts(Entry));

        var client = await app.OwingAsync("Quedó esperando", 100m);
        await app.Database.RunAsync("update billing.invoice set fiscal_state = 'rejected' where client_id = $1", client);
        var list = await app.Admin.GetAsync("/billing/fiscal");
        Assert.Equal(["Comprobantes por informar"], list.Texts(Entry));
        Assert.Equal(["/billing/fiscal?state=rejected"], list.Document.QuerySelectorAll(".tabs [aria-current]").Select(link => link.GetAttribute("href")));
        using var clerk = await app.Wisp.SignInAsync("clients.view", "account.view");
        Assert.Empty((await clerk.GetAsync("/clients")).Texts(Entry));

        await app.Database.RunAsync("update billing.invoice set fiscal_state = 'not_applicable' where client_id = $1", client);
        Assert.Empty((await app.Admin.GetAsync("/billing/runs")).Texts(Entry));
    }
}
