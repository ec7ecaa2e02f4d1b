namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class OperatorTests(Site site)
{
    private const string Own = "molinos de viento en marzo";

    [Fact]
    public Task A_new_operator_with_a_limited_role_sees_only_what_it_allows() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await walk.SignInAsync("*");
        await walk.GoAsync("/operators/new");
        await page.Locator("#Form_Name").FillAsync("Vera Ventas");
        await page.Locator("#Form_Email").FillAsync("vera@wisp.example");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ventas" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Crear operador" }).ClickAsync();
        var oneTime = await page.Locator("#one-time-password").InnerTextAsync();
        await walk.Shell.SignOutAsync();

        await walk.SignIn.EnterAsync("vera@wisp.example", oneTime);
        await walk.SignIn.ChooseAsync(oneTime, Own);
        await Expect(walk.Shell.Title).ToHaveTextAsync("Hola, Vera Ventas");
        await Expect(walk.Shell.Menu).ToContainTextAsync("Clientes");
        await Expect(walk.Shell.Menu).Not.ToContainTextAsync("Operadores");
        await walk.Clients.OpenAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Crear nuevo cliente" }).First).ToBeVisibleAsync();
        await walk.GoAsync("/operators");
        await Expect(walk.Shell.Main).ToContainTextAsync("No tenés permiso para ver esto");
    });

    [Fact]
    public Task The_second_step_is_turned_on_with_a_telephone_and_asked_for_at_the_next_sign_in() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        var account = await walk.SignInAsync("clients.view");
        await walk.GoAsync("/account/two-factor");
        await page.Locator("#Password").FillAsync(account.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Configurar" }).ClickAsync();
        var key = await page.Locator("#key").InnerTextAsync();
        await Expect(page.GetByAltText("Código QR")).ToHaveJSPropertyAsync("complete", true);
        await page.Locator("#Code").FillAsync(AuthenticatorApp.Code(key, TimeProvider.System.GetUtcNow()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Activar" }).ClickAsync();
        await Expect(page.Locator("#codes")).ToBeVisibleAsync();
        Assert.Equal(10, (await page.Locator("#codes").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await walk.Shell.SignOutAsync();

        await walk.SignIn.EnterAsync(account.Email, account.Password);
        await page.Locator("#Code").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ese código no sirve");
        // The code that turned it on is spent.
        await page.Locator("#Code").FillAsync(AuthenticatorApp.Code(key, TimeProvider.System.GetUtcNow(), stepsAhead: 1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ingresar" }).ClickAsync();
        await Expect(walk.Shell.Main).ToBeVisibleAsync();
    });
}
