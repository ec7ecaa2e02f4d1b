using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Methods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.ClientBilling;

/// <summary>Firms, taxes and payment methods by name: tens at most.</summary>
[Feature]
internal sealed class LoadChoices(IDatabase<BillingDb> database, IStringLocalizer<ParametersText> text)
{
    public async Task<BillingChoices> RunAsync(CancellationToken cancellationToken) => new(
        await database.Source.Sql(
            """
            select id, company_name::text, country, vat_condition, taxpayer_id, archived_at is not null
            from billing.firm order by archived_at is not null, company_name collate "es-x-icu"
            """).ListAsync(row => new FirmChoice(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetBoolean(5)), cancellationToken),
        await database.Source.Sql(
            """
            select id, name::text, kind, rate, archived_at is not null from billing.tax order by archived_at is not null, kind <> 'vat', name collate "es-x-icu"
            """).ListAsync(row => new TaxChoice(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetBoolean(4)), cancellationToken),
        await database.Source.Sql(
            """
            select id, code, name::text, archived_at is not null from billing.payment_method order by archived_at is not null, name is not null, id
            """).ListAsync(row => new MethodChoice(row.GetGuid(0), MethodName.Of(text, row.Text(1), row.Text(2)), row.GetBoolean(3)), cancellationToken));
}
