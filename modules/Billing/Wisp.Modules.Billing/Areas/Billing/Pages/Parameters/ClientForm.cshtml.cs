using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>The part of the tab that follows from firm and condition, for what is chosen so far.</summary>
[RequirePermission(BillingPermissions.EditClient)]
internal sealed class ClientFormModel(DrawBilling draw, IIsp isp) : PageModel
{
    private const string Start = BillingField.Tab + ".";

    public BillingForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var typed = new ClientFormInput(Request.Query.Where(field => field.Key.StartsWith(Start, StringComparison.Ordinal))
            .ToDictionary(field => field.Key[Start.Length..], field => (IReadOnlyList<string>)[.. field.Value.Select(value => value ?? "")], StringComparer.Ordinal));
        var country = typed["country"] is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] code ? code : (await isp.SettingsAsync(cancellationToken)).Country;
        Form = await draw.RunAsync(BillingInput.Of(typed), country, isChanging: true, cancellationToken);
    }
}
