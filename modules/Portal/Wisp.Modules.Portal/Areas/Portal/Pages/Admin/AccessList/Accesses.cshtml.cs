using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features;
using Wisp.Modules.Portal.Features.AccessList;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.AccessList;

/// <summary>All clients by how their access stands, and a link for all of a filter.</summary>
[RequirePermission(PortalPermissions.RegeneratePassword)]
internal sealed class AccessesModel(ListAccesses list, PortalScope scope, IIsp isp, IStringLocalizer<SelfText> text) : AdminPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Is { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Since { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? After { get; set; }

    public AccessFilter Filter { get; private set; } = new();

    public IReadOnlyList<ListedAccess> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public bool MaySend => scope.IsWhole(PortalPermissions.RegeneratePassword);

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public string UrlAfter(long? after) => "/subscribers?" + string.Join('&', new[] { Filter.Query, after is null ? "" : $"after={after}" }.Where(part => part.Length > 0));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = AccessFilter.Of(Q, Is, Since);
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        var rows = await list.RunAsync(Filter, After, cancellationToken);
        (Rows, More) = ([.. rows.Take(ListAccesses.PageSize)], rows.Count > ListAccesses.PageSize);
    }
}
