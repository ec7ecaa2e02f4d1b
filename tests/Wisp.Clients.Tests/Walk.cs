namespace Wisp.Clients.Tests;

/// <summary>Goes through a list by the links of its pager.</summary>
internal static class Walk
{
    public static async Task<(List<string> Rows, List<Page> Pages)> ForwardAsync(Browser browser, string url)
    {
        var pages = new List<Page>();
        for (var next = url; next is not null; next = Link(pages[^1], "next")) pages.Add(await browser.GetAsync(next));
        return ([.. pages.SelectMany(Rows)], pages);
    }

    /// <summary>From a last page back to the first.</summary>
    /// <returns>All rows in the list's order.</returns>
    public static async Task<List<string>> BackAsync(Browser browser, Page last)
    {
        var rows = Rows(last);
        for (var page = last; Link(page, "prev") is { } previous; rows = [.. Rows(page), .. rows]) page = await browser.GetAsync(previous);
        return rows;
    }

    private static List<string> Rows(Page page) => [.. page.Document.QuerySelectorAll("tbody tr").Select(row => row.GetAttribute("data-href")!)];

    private static string? Link(Page page, string rel) => page.Document.QuerySelector($".pager a[rel={rel}]")?.GetAttribute("href");
}
