using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Network.Features.ImportContracts;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages.Import;

[RequirePermission(NetworkPermissions.View)]
[RequirePermission(NetworkPermissions.Edit)]
internal sealed class PreviewModel(IFileStore files, ITableFiles tables, StartImport start, ICurrentOperator current) : PageModel
{
    private const int RowsShown = 20;
    private const string Hidden = "•••";

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

    public StoredFile Stored { get; private set; } = null!;

    public TableHead Head { get; private set; } = null!;

    /// <summary>The columns as they are chosen now.</summary>
    public TableColumns<ImportField> Columns { get; private set; } = null!;

    public Refusal? Problem { get; private set; }

    public string Megabytes => (Stored.Length / 1048576.0).ToString("0.0", CultureInfo.CurrentCulture);

    /// <summary>A cell as it is shown, by its place; passwords are not.</summary>
    public string Shown(TableRow row, int column) => column >= row.Cells.Count || row.Cells[column].Length == 0 ? ""
        : HidesAll(row) || (column < Columns.All.Count && Columns.All[column].IsSecret()) ? Hidden
        : row.Cells[column];

    /// <summary>The first cell of a column that has something in it.</summary>
    public string Sample(int column) => Head.Rows.Select(row => Shown(row, column).Trim()).FirstOrDefault(cell => cell.Length > 0) is not { } cell ? ""
        : cell.Length > 60 ? string.Concat(cell.AsSpan(0, 60), "…") : cell;

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

        // A file with passwords is gone after its import.
        var back = dryRun ? Url.Page("Preview", new { FileId, Head.Format.Encoding, Head.Format.Separator, Head.Format.Sheet })! : "/contracts/import";
        return Redirect($"/jobs/{await start.RunAsync(Stored, Columns, new ImportArguments(FileId, Head.Format, dryRun), back, cancellationToken)}");
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (await files.FindAsync(FileId, cancellationToken) is not { } file || file.OwnerId is null || file.OwnerId != current.Id) return false;
        Stored = file;
        await using var content = files.OpenRead(FileId);
        Head = await tables.HeadAsync(content, new(Encoding, Separator, Sheet), RowsShown, Headings.IsKnown, cancellationToken);
        var told = ContractColumns.Of(Head.Headings);
        Columns = Fields.Count > 0 ? told.With(Fields) : told;
        if (Head.Headings.Count > 0) Problem = Columns.Check();
        if (Columns.Has(ImportField.State) && !current.Can(NetworkPermissions.ChangeState)) Problem ??= new("refusal.state");
        return true;
    }

    // In a row that lost a separator a password may stand anywhere.
    private bool HidesAll(TableRow row) => (row.IsMalformed || !Columns.Fits(row.Cells)) && Columns.All.Any(column => column.IsSecret());
}
