using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Features.BorderHistory;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>The borders that a place had, with their dates.</summary>
internal sealed class BordersModel(BorderHistory history, IIsp isp, IStringLocalizer<ZonesText> text) : PlacePage(text)
{
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<(PastBorder Line, DateTime Began)> Lines { get; private set; } = [];

    public string Shapes => JsonSerializer.Serialize(
        Lines.Where(line => line.Line.Outline is not null).Select(line => new
        {
            Area = JsonSerializer.Deserialize<JsonElement>(line.Line.Outline!), Caption = line.Began.ToString("g", CultureInfo.CurrentCulture),
        }), JsonSerializerOptions.Web);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await history.NameAsync(Shape, id, cancellationToken) is not { } name) return NotFound();
        (Id, Name) = (id, name);
        var lines = new List<(PastBorder, DateTime)>();
        foreach (var line in await history.RunAsync(id, cancellationToken)) lines.Add((line, await isp.LocalAsync(line.Began, cancellationToken)));
        Lines = lines;
        return Page();
    }
}
