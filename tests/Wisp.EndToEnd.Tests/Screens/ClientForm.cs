namespace Wisp.EndToEnd.Tests.Screens;

public sealed class ClientForm(IPage page)
{
    public ILocator Save => page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true });

    public ILocator Field(string name) => page.Locator("#" + name);

    public ILocator ErrorOf(string name) => page.Locator($"#{name}-error");

    public Task OpenAsync() => page.GotoAsync("/clients/new");
}
