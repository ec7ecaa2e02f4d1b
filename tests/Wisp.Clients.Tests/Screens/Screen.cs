using AngleSharp.Dom;
using Wisp.Testing;

namespace Wisp.Clients.Tests.Screens;

/// <summary>What staff do on the client screens.</summary>
internal static class Screen
{
    public const string Form = "form[data-guard]";

    public static async Task<Page> CreateAsync(this Browser browser, params (string, string?)[] typed) =>
        await browser.SubmitAsync(await browser.GetAsync("/clients/new"), Form, typed);

    /// <summary>Creates a client that must be accepted, and answers its page's URL.</summary>
    public static async Task<string> CreatedAsync(this Browser browser, params (string, string?)[] typed)
    {
        var answer = await browser.CreateAsync(typed);
        Assert.True(answer.Location is not null, $"{answer.Status}: {answer.Text}");
        return answer.Location;
    }

    public static async Task<Page> EditAsync(this Browser browser, string client, params (string, string?)[] typed) =>
        await browser.SubmitAsync(await browser.GetAsync($"{client}/edit"), Form, typed);

    public static async Task<IReadOnlyList<string>> NamesAsync(this Browser browser, string query) =>
        (await browser.GetAsync($"/clients?{query}")).Names();

    public static IReadOnlyList<string> Names(this Page page) => page.Texts("#list .col-name");

    public static string? Link(this Page page, string selector) => page.Document.QuerySelector(selector)?.GetAttribute("href");

    /// <summary>The message beside a field.</summary>
    public static string? Problem(this Page page, string field) => page.Document.QuerySelector($"#{field}-error")?.TextContent.Trim();
}
