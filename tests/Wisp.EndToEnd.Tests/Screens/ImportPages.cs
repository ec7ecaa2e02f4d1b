namespace Wisp.EndToEnd.Tests.Screens;

/// <summary>From a file to a job.</summary>
public sealed class ImportPages(IPage page)
{
    public ILocator Encoding => page.Locator("#encoding");

    public ILocator Separator => page.Locator("#separator");

    public ILocator CreatePlaces => page.Locator("#CreatePlaces");

    public ILocator Import => page.GetByRole(AriaRole.Button, new() { Name = "Importar", Exact = true });

    public async Task UploadAsync(string name, byte[] content)
    {
        await page.GotoAsync("/clients/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
        await page.Locator("main form[enctype] button[type=submit]").ClickAsync();
        await Expect(Encoding).ToBeVisibleAsync();
    }
}
