using Microsoft.AspNetCore.Mvc;
using Wisp.Modules.Portal.Areas.Portal.Pages.Self;
using Wisp.Modules.Portal.Features.Notices;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Notices;

/// <summary>What I was told.</summary>
internal sealed class IndexModel(OwnNotices notices) : PortalPage
{
    private const int PageSize = 20;

    public Guid? Before { get; private set; }

    public IReadOnlyList<ShownNotice> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public async Task OnGetAsync(Guid? before, CancellationToken cancellationToken)
    {
        Before = before;
        var rows = await notices.ListAsync(ClientId, before, onlyUnseen: false, PageSize + 1, cancellationToken);
        (Rows, More) = ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    public async Task<IActionResult> OnPostAsync(Guid upTo, CancellationToken cancellationToken)
    {
        await notices.SeenAsync(ClientId, upTo, cancellationToken);
        return Redirect("/portal/notices");
    }
}
