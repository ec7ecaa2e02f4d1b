using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Profile;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Requests;

public sealed class AnswerInput
{
    public string? From { get; set; }

    public string? Reason { get; set; }
}

/// <summary>One request, before and after, to be accepted or refused.</summary>
[RequirePermission(SelfPermissions.Requests)]
[RequirePermission("clients.view")]
internal sealed class RequestModel(ReadRequests requests, AnswerRequest answer, IIsp isp, IStringLocalizer<SelfText> text) : AnswerPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    public Request Shown { get; private set; } = null!;

    /// <summary>What changes: the label's key, how it stood, what is wanted.</summary>
    public IReadOnlyList<(string Label, string? Before, string? Wanted)> Changes { get; private set; } = [];

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (Shown is { IsWaiting: true, Kind: RequestKind.Plan })
            Input.From = (await answer.BestDayAsync(Shown, cancellationToken)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAcceptAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken)
        ? Show(await answer.AcceptAsync(Shown, Input.From, cancellationToken), "/subscribers/requests", "request.accepted-done") : NotFound();

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken)
        ? Show(await answer.RefuseAsync(Shown, Input.Reason, cancellationToken), "/subscribers/requests", "request.refused-done") : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request) return false;
        Shown = request;
        Changes = request.Kind == RequestKind.Plan ? OfPlan(request) : OfData(request);
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        return true;
    }

    private static List<(string, string?, string?)> OfPlan(Request request)
    {
        var (before, wanted) = (request.BeforeAs<PlanThen>(), request.WantedAs<PlanThen>());
        return [("request.plan", before.Name, wanted.Name), ("line.price", before.Price.ToString("N2", CultureInfo.CurrentCulture), wanted.Price.ToString("N2", CultureInfo.CurrentCulture))];
    }

    private List<(string, string?, string?)> OfData(Request request)
    {
        string YesNo(bool yes) => Words[yes ? "yes" : "no"].Value;
        return [.. request.BeforeAs<OwnData>().Fields(YesNo).Zip(request.WantedAs<OwnData>().Fields(YesNo))
            .Where(pair => pair.First.Value != pair.Second.Value).Select(pair => ($"profile.{pair.First.Field}", pair.First.Value, pair.Second.Value))];
    }
}
