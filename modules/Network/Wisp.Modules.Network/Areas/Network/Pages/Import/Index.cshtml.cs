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
[UploadLimit("network.import.megabytes", 64, "/contracts/import?tooLarge=true")]
internal sealed class IndexModel(ITableFiles tables, IStringLocalizer<ImportText> text) : PageModel
{
    public int Megabytes => UploadLimitAttribute.MegabytesOf(HttpContext);

    public string? Problem { get; private set; }

    public void OnGet(bool tooLarge)
    {
        if (tooLarge) Problem = text["upload.too-large", Megabytes];
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null) return Again(text["upload.missing"]);
        var upload = await tables.KeepAsync(file, Headings.IsKnown, cancellationToken);
        return upload.FileId is null ? Again(upload.Head.Refusal!) : RedirectToPage("Preview", Address(upload));
    }

    // A workbook needs no hint at how to read it, unless it has several sheets.
    private static object Address(TableUpload upload) => upload.Head.Sheets.Count > 0
        ? new { upload.FileId }
        : new { upload.FileId, upload.Head.Format.Encoding, upload.Head.Format.Separator };

    private PageResult Again(string problem)
    {
        Problem = problem;
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
