using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Statements;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <summary>Money of statements that names nobody, until a person says whose it is.</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class UnmatchedModel(ReadStatements read, IStringLocalizer<StatementText> text) : StatementPage(text)
{
    public IReadOnlyList<LineView> Rows { get; private set; } = [];

    public Guid? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var rows = await read.WaitingAsync(after, cancellationToken);
        (Rows, Next) = rows.Count > ReadStatements.PageSize ? (rows[..ReadStatements.PageSize], rows[ReadStatements.PageSize - 1].Id) : (rows, (Guid?)null);
    }
}
