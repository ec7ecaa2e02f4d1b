using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>How one client is billed, as the card of its page shows it.</summary>
[RequirePermission("clients.view")]
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class ClientCardModel(
    IDatabase<BillingDb> database, IClientScope clients, BillingScope scope, IClientDirectory directory, LoadChoices load, BillingCountries countries, TaxNumbers numbers,
    IStringLocalizer<ParametersText> text) : PageModel
{
    public Guid ClientId { get; private set; }

    /// <summary>Whether the operator may see it of this client, and not only of those whom he collects.</summary>
    public bool Covered { get; private set; }

    public Stored? Billing { get; private set; }

    public FirmChoice? Firm { get; private set; }

    public string? Condition { get; private set; }

    public string? Kind { get; private set; }

    public string TaxpayerLabel { get; private set; } = "";

    public string? Taxpayer { get; private set; }

    public string Taxes { get; private set; } = "";

    public string Method { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid client, CancellationToken cancellationToken)
    {
        if (!await clients.CoversAsync(client, cancellationToken) || await directory.FindAsync(client, cancellationToken) is null) return NotFound();
        ClientId = client;
        Covered = await scope.CoversAsync(client, cancellationToken);
        if (!Covered) return Page();
        Billing = (await database.Source.Sql($"select {StoreBilling.Columns} from billing.client where id = $1", client).ListAsync(StoreBilling.Read, cancellationToken)).SingleOrDefault();
        if (Billing is { } billing) Say(billing, await load.RunAsync(cancellationToken));
        return Page();
    }

    private void Say(Stored billing, BillingChoices choices)
    {
        Firm = choices.Firm(billing.FirmId);
        var country = countries.Find(Firm?.Country);
        Condition = country?.Receiver(billing.Condition)?.Name.Shown ?? billing.Condition;
        Kind = country?.Document(billing.Kind)?.Name.Shown ?? billing.Kind;
        if (Firm is { } firm && billing.Taxpayer is { } key) (TaxpayerLabel, Taxpayer) = (numbers.Label(firm.Country), numbers.Show(firm.Country, key));
        Taxes = billing.Taxes.Count == 0 ? text["none"] : string.Join(", ", billing.Taxes.Select(id => choices.Tax(id)?.Name));
        Method = choices.Method(billing.MethodId)?.Name ?? text["client.method.none"];
    }
}
