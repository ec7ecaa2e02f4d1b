using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;

namespace Wisp.Modules.Network.Areas.Network.Pages;

internal sealed class CatalogModel(ListCatalog list, ArchiveItem archive, IStringLocalizer<NetworkText> text) : CatalogPage(text)
{
    private readonly IStringLocalizer _text = text;

    public override CatalogShape Shape => CatalogShape.OfSlug((string?)RouteData.Values["catalog"]);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Archived { get; set; }

    public CatalogRows Found { get; private set; } = new([], null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken) =>
        Found = await list.RunAsync(Shape, Q, Archived, after, cancellationToken);

    public async Task<IActionResult> OnPostArchiveAsync(Guid id, uint version, string? name, CancellationToken cancellationToken) =>
        await AnswerAsync(await archive.ArchiveAsync(Shape, id, version, cancellationToken), "gone", name, cancellationToken);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, uint version, string? name, CancellationToken cancellationToken) =>
        await AnswerAsync(await archive.RestoreAsync(Shape, id, version, cancellationToken), "restored", name, cancellationToken);

    /// <summary>A fact of a row in the reader's words.</summary>
    public string? Show(string fact, object? value) => (fact, value) switch
    {
        (_, null) => null,
        ("kind", string kind) => _text[$"{Shape.Slug}.kind.{kind}"],
        ("price", decimal price) => price.ToString("N2", CultureInfo.CurrentCulture),
        (_, decimal number) => number.ToString(fact == "port" ? "0" : "N0", CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };

    private async Task<IActionResult> AnswerAsync(Problem? problem, string notice, string? name, CancellationToken cancellationToken)
    {
        if (problem is null) return BackToList(notice, name);
        await OnGetAsync(null, cancellationToken);
        return Refuse([problem]);
    }
}
