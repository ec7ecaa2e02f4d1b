namespace Wisp.EndToEnd.Tests.Running;

/// <summary>The browser that all walks share.</summary>
internal static class Chromium
{
    private static string Path => Environment.GetEnvironmentVariable("WISP_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });
}
