using System.Globalization;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>A filter of the tab "Facturación" of the advanced search (SRCH-09).</summary>
internal abstract class BillingFilter(string name, int order, ClientFilterInput input) : IClientSearchFilter
{
    public string Key => $"billing.{name}";

    public virtual Label Label => Label.Of<ParametersText>($"client.{name}");

    public int Order => order;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientSearchTab Tab => ClientSearchTab.Billing;

    public ClientFilterInput Input => input;

    public virtual Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public abstract ClientSql? Matching(ClientFilterValue value);
}

/// <summary>A switch: who was never billed has its usual value.</summary>
/// <param name="condition">Over <c>b</c>.</param>
/// <param name="usual">What who was never billed has.</param>
internal abstract class BillingSwitchFilter(string name, int order, string condition, bool usual, BillingScope scope) : BillingFilter(name, order, ClientFilterInput.YesNo)
{
    public override ClientSql? Matching(ClientFilterValue value)
    {
        var wanted = value.Yes == true;
        if (wanted == usual) return scope.ClientsWithout(usual ? $"not {condition}" : condition);
        return scope.ClientsWith(wanted ? condition : $"not {condition}");
    }
}

[Feature]
internal sealed class EnabledFilter(BillingScope scope) : BillingSwitchFilter(BillingField.Enabled, 100, "b.enabled", usual: false, scope);

/// <summary>Clients whose day was set for them alone; the filter by day leaves them out (SRCH-10).</summary>
[Feature]
internal sealed class OwnCycleFilter(BillingScope scope) : BillingSwitchFilter("own_cycle", 350, "b.cycle_overridden", usual: false, scope);

[Feature]
internal sealed class AutomaticFilter(BillingScope scope) : BillingSwitchFilter(BillingField.AutomaticState, 500, "b.automatic_state", usual: true, scope);

[Feature]
internal sealed class ReportAfterFilter(BillingScope scope) : BillingSwitchFilter(BillingField.ReportAfterPayment, 510, "b.report_after_payment", usual: false, scope);

/// <summary>Clients with one of the chosen things by id.</summary>
internal abstract class BillingChoiceFilter(string name, int order, string condition, LoadChoices load, BillingScope scope, IStringLocalizer<ParametersText> text)
    : BillingFilter(name, order, ClientFilterInput.Choice)
{
    public override async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        [.. Of(await load.RunAsync(cancellationToken)).Select(one => new ClientFilterOption($"{one.Id}", one.Archived ? text["archived.name", one.Name] : one.Name))];

    public override ClientSql? Matching(ClientFilterValue value)
    {
        var ids = value.Chosen.Select(chosen => Guid.TryParse(chosen, out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        return ids.Length == 0 ? null : scope.ClientsWith(condition, ids.As(NpgsqlDbType.Array | NpgsqlDbType.Uuid));
    }

    protected abstract IEnumerable<(Guid Id, string Name, bool Archived)> Of(BillingChoices choices);
}

[Feature]
internal sealed class FirmFilter(LoadChoices load, BillingScope scope, IStringLocalizer<ParametersText> text)
    : BillingChoiceFilter(BillingField.Firm, 200, "b.firm_id = any ($1)", load, scope, text)
{
    protected override IEnumerable<(Guid, string, bool)> Of(BillingChoices choices) => choices.Firms.Select(firm => (firm.Id, firm.Name, firm.Archived));
}

[Feature]
internal sealed class TaxFilter(LoadChoices load, BillingScope scope, IStringLocalizer<ParametersText> text)
    : BillingChoiceFilter("tax", 400, "b.tax_ids && $1", load, scope, text)
{
    protected override IEnumerable<(Guid, string, bool)> Of(BillingChoices choices) => choices.Taxes.Select(tax => (tax.Id, tax.Name, tax.Archived));
}

[Feature]
internal sealed class MethodFilter(LoadChoices load, BillingScope scope, IStringLocalizer<ParametersText> text)
    : BillingChoiceFilter(BillingField.Method, 600, "b.payment_method_id = any ($1)", load, scope, text)
{
    protected override IEnumerable<(Guid, string, bool)> Of(BillingChoices choices) => choices.Methods.Select(method => (method.Id, method.Name, method.Archived));
}

/// <summary>Clients with one of the chosen codes; a code that several countries have is one option.</summary>
internal abstract class BillingCodeFilter(string name, int order, string column, BillingScope scope) : BillingFilter(name, order, ClientFilterInput.Choice)
{
    public override ClientSql? Matching(ClientFilterValue value) =>
        scope.ClientsWith($"b.{column} = any ($1)", value.Chosen.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text));

    protected static IReadOnlyList<ClientFilterOption> Options(IEnumerable<(string Code, string Name)> named) =>
        [.. named.GroupBy(one => one.Code).Select(code => new ClientFilterOption(code.Key, string.Join(" / ", code.Select(one => one.Name).Distinct())))];
}

[Feature]
internal sealed class ConditionFilter(LoadChoices load, BillingCountries countries, BillingScope scope)
    : BillingCodeFilter(BillingField.Condition, 210, "vat_condition", scope)
{
    public override async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Options((await load.RunAsync(cancellationToken)).Countries(countries).SelectMany(country => country.Receivers).Select(receiver => (receiver.Code, receiver.Name.Shown)));
}

[Feature]
internal sealed class KindFilter(LoadChoices load, BillingCountries countries, BillingScope scope) : BillingCodeFilter(BillingField.Kind, 220, "invoice_kind", scope)
{
    public override async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Options((await load.RunAsync(cancellationToken)).Countries(countries).SelectMany(country => country.Documents).Select(document => (document.Letter, document.Name.Shown)));
}

/// <summary>Clients of a billing day: not those whose cycle was changed for them alone (SRCH-10).</summary>
[Feature]
internal sealed class DayFilter(BillingScope scope) : BillingFilter(BillingField.CycleDay, 300, ClientFilterInput.Choice)
{
    public override Label Label => Label.Of<ParametersText>("filter.day");

    public override Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>(
            [.. Enumerable.Range(1, PeriodFields.LastCycleDay).Select(day => day.ToString(CultureInfo.InvariantCulture)).Select(day => new ClientFilterOption(day, day))]);

    public override ClientSql? Matching(ClientFilterValue value)
    {
        var days = value.Chosen.Select(chosen => Typed.Number(chosen, 1, PeriodFields.LastCycleDay)).OfType<int>().Select(day => (short)day).ToArray();
        return days.Length == 0 ? null : scope.ClientsWith("b.cycle_start_day = any ($1) and not b.cycle_overridden", days.As(NpgsqlDbType.Array | NpgsqlDbType.Smallint));
    }
}
