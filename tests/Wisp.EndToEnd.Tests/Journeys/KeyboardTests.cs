namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class KeyboardTests(Site site)
{
    [Fact]
    public Task A_client_is_created_without_a_mouse_and_a_mistake_loses_nothing() => site.WalkAsync(async walk =>
    {
        var (keys, shell, form) = (walk.Page.Keyboard, walk.Shell, walk.Form);
        await walk.SignInAsync("clients.view", "clients.create");
        await walk.Clients.OpenAsync();
        await shell.TabToAsync(walk.Page.GetByRole(AriaRole.Link, new() { Name = "Crear nuevo cliente" }).First);
        await keys.PressAsync("Enter");

        await shell.TabToAsync(form.Field("PhoneMobile"));
        await keys.TypeAsync("099 777 888");
        await shell.TabToAsync(form.Field("Email"));
        await keys.TypeAsync("ana sin arroba");
        await keys.PressAsync("Enter");

        await Expect(shell.ErrorSummary).ToBeFocusedAsync();
        await Expect(shell.ErrorSummary).ToContainTextAsync("Hay 2 datos para corregir");
        await Expect(form.Field("PhoneMobile")).ToHaveValueAsync("099 777 888");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(form.Field("Name")).ToBeFocusedAsync();
        await Expect(form.Field("Name")).ToHaveAttributeAsync("aria-describedby", new System.Text.RegularExpressions.Regex("Name-error"));
        await keys.TypeAsync("Ana del Teclado");
        await shell.TabToAsync(form.Field("Email"));
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("ana@teclado.example");
        await shell.TabToAsync(form.Save);
        await keys.PressAsync("Enter");

        await Expect(shell.Title).ToHaveTextAsync("Ana del Teclado");
        await Expect(shell.Main).ToContainTextAsync("ana@teclado.example");
        await Expect(shell.Main).ToContainTextAsync("099 777 888");
    });
}
