using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Requests;

/// <summary>Plans and changes of data that subscribers ask for.</summary>
[RequirePermission(SelfPermissions.Requests)]
internal sealed class RequestsModel(ReadRequests requests, IIsp isp, IStringLocalizer<SelfText> text) : AnswerPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public bool Answered { get; private set; }

    public IReadOnlyList<Request> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task OnGetAsync(bool answered, Guid? after, CancellationToken cancellationToken)
    {
        Answered = answered;
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        var rows = await requests.ListAsync(answered, after, cancellationToken);
        (Rows, More) = ([.. rows.Take(ReadRequests.PageSize)], rows.Count > ReadRequests.PageSize);
    }
}
