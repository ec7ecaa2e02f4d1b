namespace Wisp.EndToEnd.Tests.Running;

/// <summary>What a walk leaves for whoever looks into it: pictures on its way, and all that there is when it fails.</summary>
internal static class Evidence
{
    private static readonly string Folder = Path.Combine(Places.Root, "artifacts", "test-results");

    /// <summary>What the person sees now, as it fills the screen.</summary>
    public static async Task ShowAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
    }

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
