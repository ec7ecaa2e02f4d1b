using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>"Comprobantes por informar" is there for who can report, and as long as documents wait for an authority that is gone.</summary>
[Feature]
internal sealed class FiscalMenu(FiscalAuthorities authorities, IDatabase<BillingDb> database) : IMenuCondition
{
    public const string Entry = "billing.fiscal";

    public string Key => Entry;

    public Label Label => Label.Of<FiscalText>("title");

    public int Order => 0;

    public string? Permission => BillingPermissions.Issue;

    public async Task<bool> IsShownAsync(CancellationToken cancellationToken) => authorities.All.Count > 0 || await database.Source.Sql(
        """
        select exists (select from billing.invoice where fiscal_state in ('waiting_payment', 'queued', 'sending', 'rejected', 'uncertain'))
            or exists (select from billing.credit_note where fiscal_state in ('queued', 'sending', 'rejected', 'uncertain'))
        """).ValueAsync<bool>(cancellationToken);
}
