using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Portal;

namespace Wisp.Fixtures.Corner.Areas.Corner.Pages;

[Subscriber]
internal sealed class IndexModel(ICurrentSubscriber current) : PageModel
{
    public Guid? Whose => current.ClientId;

    public void OnGet()
    {
    }
}
