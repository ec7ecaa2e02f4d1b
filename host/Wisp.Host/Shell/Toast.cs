using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Wisp.Host.Shell;

/// <summary>A sentence shown once on the next page. Modules write the same keys: <c>TempData["toast"]</c>, <c>TempData["toast.error"]</c>.</summary>
public static class Toast
{
    public const string Done = "toast";
    public const string Failed = "toast.error";

    public static void Say(this ITempDataDictionary data, string text) => data[Done] = text;

    public static void SayFailed(this ITempDataDictionary data, string text) => data[Failed] = text;
}
