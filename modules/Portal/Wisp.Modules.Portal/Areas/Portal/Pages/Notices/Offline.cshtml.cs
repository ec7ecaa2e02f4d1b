using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Notices;

/// <summary>What an installed portal shows where there is no network. It is kept on the phone, so nothing of a subscriber's stands on it.</summary>
[AllowAnonymous]
internal sealed class OfflineModel : PageModel
{
    public void OnGet()
    {
    }
}
