using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Features.ImportAreas;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages.Import;

[RequirePermission(ZonesModule.Permission)]
[UploadLimit("zones.import.megabytes", 64, "/zones/import?tooLarge=true")]
internal sealed class IndexModel(StoreUpload store, IStringLocalizer<ZonesText> text) : PageModel
{
    public int Megabytes => UploadLimitAttribute.MegabytesOf(HttpContext);

    public string? Problem { get; private set; }

    public void OnGet(bool tooLarge)
    {
        if (tooLarge) Problem = text["import.too-large", Megabytes];
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is { Length: > 0 }) return Redirect($"/zones/import/{await store.RunAsync(file, cancellationToken)}");
        Problem = text[file is null ? "import.missing" : "file.empty"];
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
