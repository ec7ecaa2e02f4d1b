using Wisp.Sdk;

namespace Wisp.Contracts.Portal;

/// <summary>
/// Extension point: a page of a module's own in the portal's menu. The page carries <see cref="SubscriberAttribute"/> and stands under
/// <c>/portal/</c>; with <c>Layout = IPortalPage.Layout</c> it looks like the others. Register it with the module's services as scoped. Its permission is not asked for.
/// </summary>
public interface IPortalPage : IContribution
{
    /// <summary>The layout of portal pages. A page's title is <c>ViewData["Title"]</c>.</summary>
    const string Layout = "/Areas/Portal/Pages/Self/_Portal.cshtml";

    /// <summary>Local URL, beginning with <c>/portal/</c>.</summary>
    string Url { get; }
}
