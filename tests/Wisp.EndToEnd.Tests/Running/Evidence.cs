namespace Wisp.EndToEnd.Tests.Running;

/// <summary>What a failed walk leaves for whoever looks into it.</summary>
internal static class Evidence
{
    private static readonly string Folder = Path.Combine(Places.Root, "artifacts", "test-results");

    public static async Task KeepAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        // The failure itself is what must be told, whatever becomes of the evidence.
        try
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
            await page.Context.Tracing.StopAsync(new() { Path = Path.Combine(Folder, name + ".zip") });
        }
        catch (PlaywrightException e)
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name + ".txt"), e.Message);
        }
    }
}
