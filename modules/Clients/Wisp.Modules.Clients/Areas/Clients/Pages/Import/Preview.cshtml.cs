using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.Import;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.Import;

[RequirePermission(ClientPermissions.Import)]
internal sealed class PreviewModel(IFileStore files, ITableFiles tables, ColumnMemory memory, StartImport start, ICurrentOperator current) : PageModel
{
    private const int RowsShown = 20;

    [BindProperty(SupportsGet = true)]
    public Guid FileId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Encoding { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Separator { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Sheet { get; set; }

    /// <summary>The field that each column fills, by name.</summary>
    [BindProperty]
    public List<string?> Fields { get; set; } = [];

    [BindProperty]
    public bool CreatePlaces { get; set; } = true;

    [BindProperty]
    public bool Updates { get; set; }

    [BindProperty]
    public bool Clears { get; set; }

    public StoredFile Stored { get; private set; } = null!;

    public TableHead Head { get; private set; } = null!;

    /// <summary>The columns as they are chosen now.</summary>
    public TableColumns<ImportField> Columns { get; private set; } = null!;

    /// <summary>Whether they are proposed because the last file with these headings was read so.</summary>
    public bool IsRemembered { get; private set; }

    /// <summary>Whether the operator may change clients that are there.</summary>
    public bool MayUpdate => current.Can(ClientPermissions.Edit);

    public Refusal? Problem { get; private set; }

    public string Megabytes => (Stored.Length / 1048576.0).ToString("0.0", System.Globalization.CultureInfo.CurrentCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken) => StartAsync(dryRun: true, cancellationToken);

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken) => StartAsync(dryRun: false, cancellationToken);

    private async Task<IActionResult> StartAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return NotFound();
        if (Head.Refusal is not null || Problem is not null)
        {
            var page = Page();
            page.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return page;
        }

        var how = new ImportArguments(FileId, Head.Format, dryRun, CreatePlaces) { Updates = Updates, Clears = Updates && Clears };
        var back = Url.Page("Preview", new { FileId, Head.Format.Encoding, Head.Format.Separator, Head.Format.Sheet })!;
        return Redirect($"/jobs/{await start.RunAsync(Stored, Columns, how, back, cancellationToken)}");
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (await files.FindAsync(FileId, cancellationToken) is not { } file || file.OwnerId is null || file.OwnerId != current.Id) return false;
        Stored = file;
        await using var content = files.OpenRead(FileId);
        Head = await tables.HeadAsync(content, new(Encoding, Separator, Sheet), RowsShown, Headings.IsKnown, cancellationToken);
        await ChooseColumnsAsync(cancellationToken);
        return true;
    }

    // What the page sent; else what was chosen last; else what the headings say.
    private async Task ChooseColumnsAsync(CancellationToken cancellationToken)
    {
        var told = ClientColumns.Of(Head.Headings);
        var kept = Fields.Count > 0 ? null : await memory.FindAsync(told, cancellationToken);
        IsRemembered = kept is not null;
        Columns = Fields.Count > 0 ? told.With(Fields) : kept ?? told;
        if (Updates && !MayUpdate) Problem = new("refusal.edit");
        else if (Head.Headings.Count > 0) Problem = Columns.Check(Updates);
    }
}
