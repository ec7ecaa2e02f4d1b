namespace Wisp.EndToEnd.Tests.Screens;

/// <summary>What stands around every page.</summary>
public sealed class Shell(IPage page)
{
    public ILocator Main => page.Locator(".shell main#main");

    public ILocator Title => page.Locator("main h1");

    public ILocator Menu => page.GetByRole(AriaRole.Navigation, new() { Name = "Menú principal" });

    public ILocator Toast => page.Locator("#toasts .toast-note");

    public ILocator ErrorSummary => page.Locator(".error-summary");

    /// <summary>The dialog that asks before something happens.</summary>
    public ILocator Dialog => page.Locator("#confirm-dialog[open]");

    /// <summary>What opens the menu of one's own account.</summary>
    public ILocator Account => page.Locator(".topbar details.menu").Last.Locator("summary");

    public async Task SwitchLanguageAsync()
    {
        await Account.ClickAsync();
        await page.Locator(".topbar .menu-list button[name=language]").ClickAsync();
    }

    public async Task ConfirmAsync() => await Dialog.Locator("[data-dialog-ok]").ClickAsync();

    /// <summary>Finds as staff do: a slash, a few letters, Enter.</summary>
    public async Task QuickSearchAsync(string text)
    {
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#global-search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    public async Task TabToAsync(ILocator goal)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            if (await goal.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"60 times Tab did not lead to {goal}");
    }

    /// <summary>Leaves the account menu by its last entry.</summary>
    public async Task SignOutAsync()
    {
        await Account.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Salir" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in$"));
    }
}
