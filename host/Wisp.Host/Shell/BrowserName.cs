namespace Wisp.Host.Shell;

/// <summary>A browser as people call it, from what it says of itself.</summary>
public static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return browser is null ? "?" : system is null ? browser : $"{browser}, {system}";
    }

    private static string? Find((string Sign, string Name)[] known, string? text) =>
        Array.Find(known, entry => text?.Contains(entry.Sign, StringComparison.Ordinal) == true).Name;
}
