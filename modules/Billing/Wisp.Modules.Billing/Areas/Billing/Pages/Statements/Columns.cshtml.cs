using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Modules.Billing.Features.Statements;
using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <summary>What the columns of a file are, as its headings or the account's last statement say, and a person corrects.</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class ColumnsModel(
    IFileStore files, ITableFiles tables, ReadStatements read, StartStatement start, PaymentChoices choices, ICurrentOperator current,
    IStringLocalizer<StatementText> text) : StatementPage(text)
{
    private const int RowsShown = 10;

    [BindProperty(SupportsGet = true)]
    public Guid FileId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Encoding { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Separator { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Sheet { get; set; }

    [BindProperty]
    public StatementInput Input { get; set; } = new();

    /// <summary>The field that each column is, by name.</summary>
    [BindProperty]
    public List<string?> Fields { get; set; } = [];

    public StoredFile Stored { get; private set; } = null!;

    public TableHead Head { get; private set; } = null!;

    public TableColumns<StatementField> Columns { get; private set; } = null!;

    public IReadOnlyList<(string Value, string Text)> Methods { get; private set; } = [];

    public static string Cell(TableRow row, int column) => column >= row.Cells.Count ? "" : row.Cells[column].Length > 80 ? string.Concat(row.Cells[column].AsSpan(0, 80), "…") : row.Cells[column];

    public IReadOnlyList<(string Value, string Text)> Choices(string key, IEnumerable<string> names) => [.. names.Select(name => (name, Words[$"{key}.{name}"].Value))];

    public async Task<IActionResult> OnGetAsync(string? account, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        var remembered = await read.RememberedAsync(Typed.Line(account), cancellationToken);
        Input = new StatementInput
        {
            Account = account,
            MethodId = remembered?.MethodId ?? await read.UsualMethodAsync(cancellationToken),
            Amounts = remembered?.Amounts ?? AmountFormat.FromFile,
            Dates = remembered?.Dates ?? DateFormat.FromFile,
            Reference = remembered is { NamesClient: false } ? StatementInput.OfBank : StatementInput.OfClient,
        };
        if (remembered is not null) Columns = remembered.Over(Columns);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        Columns = Columns.With(Fields);
        if (Head.Refusal is not null) return Refuse();
        var (id, problems) = await start.ReadAsync(Stored, Head.Format, Columns, Input, cancellationToken);
        return id is null ? Refuse(problems) : Redirect($"/billing/statements/{id}");
    }

    // A file is shown to who uploaded it alone.
    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await files.FindAsync(FileId, cancellationToken) is not { } file || file.OwnerId is null || file.OwnerId != current.Id) return false;
        Stored = file;
        await using var content = files.OpenRead(FileId);
        Head = await tables.HeadAsync(content, new(Encoding, Separator, Sheet), RowsShown, StatementColumns.IsKnown, cancellationToken);
        Columns = StatementColumns.Of(Head.Headings);
        Methods = await choices.MethodsAsync(cancellationToken);
        return true;
    }
}
