namespace Wisp.EndToEnd.Tests.Screens;

public sealed class ClientListPage(IPage page)
{
    public ILocator Rows => page.Locator("#list tbody tr");

    public ILocator Selected => page.Locator("#list tr[aria-selected=true]");

    public ILocator Panel => page.Locator("#panel");

    public ILocator PanelTitle => page.Locator("#panel-title");

    public ILocator Next => page.Locator("#list a[rel=next]");

    public ILocator Previous => page.Locator("#list a[rel=prev]");

    public ILocator Search => page.Locator("#q");

    public ILocator Status => page.Locator("#status");

    public ILocator Advanced => page.Locator("details.advanced");

    public ILocator Chips => page.Locator("#list .chips a");

    public async Task OpenAdvancedAsync()
    {
        await Advanced.Locator("summary").First.ClickAsync();
        await Expect(Status).ToBeVisibleAsync();
    }

    public ILocator Row(string name) => Rows.Filter(new() { HasText = name });

    public ILocator NameIn(string name) => Row(name).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public Task OpenAsync(string query = "") => page.GotoAsync("/clients" + query);
}
