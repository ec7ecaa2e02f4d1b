using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ImportContracts;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages.Import;

[RequirePermission(NetworkPermissions.View)]
[RequirePermission(NetworkPermissions.Edit)]
[TypeFilter<ImportLimitFilter>(Order = ImportLimitFilter.BeforeAntiforgery)]
internal sealed class IndexModel(ITableFiles tables, ImportLimit limit, IStringLocalizer<ImportText> text) : PageModel
{
    public int Megabytes { get; private set; }

    public string? Problem { get; private set; }

    public async Task OnGetAsync(bool tooLarge, CancellationToken cancellationToken)
    {
        Megabytes = await limit.MegabytesAsync(cancellationToken);
        if (tooLarge) Problem = text["upload.too-large", Megabytes];
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null) return await AgainAsync(text["upload.missing"], cancellationToken);
        var upload = await tables.KeepAsync(file, Headings.IsKnown, cancellationToken);
        return upload.FileId is null ? await AgainAsync(upload.Head.Refusal!, cancellationToken) : RedirectToPage("Preview", Address(upload));
    }

    // A workbook needs no hint at how to read it, unless it has several sheets.
    private static object Address(TableUpload upload) => upload.Head.Sheets.Count > 0
        ? new { upload.FileId }
        : new { upload.FileId, upload.Head.Format.Encoding, upload.Head.Format.Separator };

    private async Task<IActionResult> AgainAsync(string problem, CancellationToken cancellationToken)
    {
        Megabytes = await limit.MegabytesAsync(cancellationToken);
        Problem = problem;
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
