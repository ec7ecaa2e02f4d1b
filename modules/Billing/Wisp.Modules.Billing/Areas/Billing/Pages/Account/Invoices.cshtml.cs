using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class InvoicesModel(ReadInvoice read) : PageModel
{
    public static readonly IReadOnlyList<string> States = ["pending", "overdue", "paid", "void"];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Client { get; set; }

    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    public DateOnly? DueFrom { get; private set; }

    public DateOnly? DueTo { get; private set; }

    public IReadOnlyList<InvoiceRow> Rows { get; private set; } = [];

    public Guid? Next { get; private set; }

    public async Task OnGetAsync(string? from, string? to, string? dueFrom, string? dueTo, Guid? after, CancellationToken cancellationToken)
    {
        (From, To) = (Typed.Day(from), Typed.Day(to));
        (DueFrom, DueTo) = (Typed.Day(dueFrom), Typed.Day(dueTo));
        if (State is null || !States.Contains(State)) State = null;
        var rows = await read.ListAsync(new InvoiceFilter(Typed.Line(Q), State, From, To, Client, after) { DueFrom = DueFrom, DueTo = DueTo }, cancellationToken);
        (Rows, Next) = rows.Count > ReadInvoice.PageSize ? (rows[..ReadInvoice.PageSize], (Guid?)rows[ReadInvoice.PageSize - 1].Id) : (rows, null);
    }
}
