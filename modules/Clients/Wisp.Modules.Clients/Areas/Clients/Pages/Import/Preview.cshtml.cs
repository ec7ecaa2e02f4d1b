using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.Import;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Import;

[RequirePermission(ClientPermissions.Import)]
internal sealed class PreviewModel(IFileStore files, StartImport start, ICurrentOperator current) : PageModel
{
    private const int RowsShown = 20;

    [BindProperty(SupportsGet = true)]
    public Guid FileId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Encoding { get; set; }

    [BindProperty(SupportsGet = true, Name = "separator")]
    public string? SeparatorName { get; set; }

    [BindProperty]
    public bool CreatePlaces { get; set; } = true;

    public StoredFile Stored { get; private set; } = null!;

    public FileHead Head { get; private set; } = null!;

    public string Megabytes => (Stored.Length / 1048576.0).ToString("0.0", System.Globalization.CultureInfo.CurrentCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken) => StartAsync(dryRun: true, cancellationToken);

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken) => StartAsync(dryRun: false, cancellationToken);

    private async Task<IActionResult> StartAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (Head.Refusal is not null) return Page();
        var how = new ImportArguments(FileId, Head.Encoding, Head.Separator, dryRun, CreatePlaces);
        var back = Url.Page("Preview", new { FileId, Head.Encoding, separator = Separator.Name(Head.Separator) })!;
        return Redirect($"/jobs/{await start.RunAsync(Stored, how, back, cancellationToken)}");
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (await files.FindAsync(FileId, cancellationToken) is not { } file || file.OwnerId is null || file.OwnerId != current.Id) return false;
        Stored = file;
        await using var content = files.OpenRead(FileId);
        Head = await FileHead.ReadAsync(content, Encoding, Separator.Find(SeparatorName), RowsShown, cancellationToken: cancellationToken);
        return true;
    }
}
