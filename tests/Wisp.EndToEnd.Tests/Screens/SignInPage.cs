namespace Wisp.EndToEnd.Tests.Screens;

public sealed class SignInPage(IPage page)
{
    public Task OpenAsync() => page.GotoAsync("/sign-in");

    public async Task EnterAsync(string email, string password)
    {
        await page.Locator("#Email").FillAsync(email);
        await page.Locator("#Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar", Exact = true }).ClickAsync();
    }

    /// <summary>Changes a one-time password for one's own.</summary>
    public async Task ChooseAsync(string oneTime, string own)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Elegí tu contraseña" })).ToBeVisibleAsync();
        await page.Locator("#Current").FillAsync(oneTime);
        await page.Locator("#Wanted").FillAsync(own);
        await page.Locator("#Again").FillAsync(own);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar la contraseña" }).ClickAsync();
    }
}
