using System.Globalization;
using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>How many clients are billed, changed at once; each is validated as in its form (BULK-07, BULK-08).</summary>
[Feature]
internal sealed class BillingBulkFields(
    IDatabase<BillingDb> database, LoadChoices load, BillingRules rules, BillingCountries countries, PeriodSettings settings, BulkWords words, RevertBilling revert, IIsp isp,
    IStringLocalizer<ParametersText> text) : IClientBulkFields
{
    public string Key => "billing.bulk";

    public Label Label => Label.Of<ParametersText>("client.title");

    public int Order => 200;

    public string? Permission => BillingPermissions.EditClient;

    public IReadOnlyList<ClientBulkField> Fields { get; } =
    [
        Switch(BulkField.Enabled), Choice(BulkField.Firm), Choice(BulkField.Condition), Choice(BulkField.Kind),
        Choice(BulkField.CycleDay) with { Warning = Label.Of<ParametersText>("bulk.cycle.warning") },
        Switch(BulkField.AutomaticState), Switch(BulkField.ReportAfterPayment), Choice(BulkField.TaxAdd), Choice(BulkField.TaxRemove),
        Choice(BulkField.Method) with { CanBeCleared = true }, Switch(BulkField.EmailOnInvoice), Switch(BulkField.EmailOnPayment),
    ];

    public async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken)
    {
        var choices = await load.RunAsync(cancellationToken);
        return field switch
        {
            BulkField.Firm => [.. choices.Firms.Where(firm => !firm.Archived).Select(firm => new ClientFilterOption($"{firm.Id}", firm.Name))],
            BulkField.TaxAdd => [.. choices.Taxes.Where(tax => !tax.Archived).Select(tax => new ClientFilterOption($"{tax.Id}", tax.Name))],
            BulkField.TaxRemove => [.. choices.Taxes.Select(tax => new ClientFilterOption($"{tax.Id}", tax.Name))],
            BulkField.Method => [.. choices.Methods.Where(method => !method.Archived).Select(method => new ClientFilterOption($"{method.Id}", method.Name))],
            BulkField.CycleDay => [.. Enumerable.Range(1, PeriodFields.LastCycleDay).Select(day => day.ToString(CultureInfo.InvariantCulture)).Select(day => new ClientFilterOption(day, day))],
            BulkField.Condition => [.. choices.Countries(countries).SelectMany(country => country.Receivers).GroupBy(one => one.Code)
                .Select(code => new ClientFilterOption(code.Key, string.Join(" / ", code.Select(one => one.Name.Shown).Distinct())))],
            BulkField.Kind => [.. choices.Countries(countries).SelectMany(country => country.Documents).GroupBy(one => one.Letter)
                .Select(letter => new ClientFilterOption(letter.Key, string.Join(" / ", letter.Select(one => one.Name.Shown).Distinct())))],
            _ => [],
        };
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        foreach (var (field, value) in values.ByField)
        {
            if (value is null && field == BulkField.Method) continue;
            var isOffered = BulkField.Switches.Contains(field) ? value is "yes" or "no" : (await OptionsAsync(field, cancellationToken)).Any(option => option.Value == value);
            if (!isOffered) wrong[field] = text[value is null ? "bulk.missing" : "bulk.gone"];
        }

        return wrong;
    }

    public async Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(
        IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        // What was archived after the values were checked.
        if ((await CheckAsync(values, cancellationToken)).Values.FirstOrDefault() is { } wrong) return [.. clientIds.Select(id => new ClientBulkPlan(id, [], wrong))];
        var change = await ChangeAsync(values, cancellationToken);
        var stored = (await BulkRows.ReadAsync(BulkRows.Reading(database.Source, clientIds), cancellationToken)).ToDictionary(row => row.Client, row => row.Billing);
        return [.. clientIds.Select(id => Plan(id, stored.GetValueOrDefault(id), change)).OfType<ClientBulkPlan>()];
    }

    public async Task ApplyAsync(
        IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var firm = values.ByField.GetValueOrDefault(BulkField.Firm);
        // Tried again, the plan says so of each client.
        if (firm is not null && !await transaction.Connection.HoldFirmAsync(Guid.Parse(firm), cancellationToken))
            throw new PostgresException("What the update sets is archived.", "ERROR", "ERROR", PostgresErrorCodes.ForeignKeyViolation);
        var change = await ChangeAsync(values, cancellationToken);
        var stored = (await BulkRows.ReadAsync(BulkRows.Holding(transaction.Connection, clientIds), cancellationToken)).ToDictionary(row => row.Client, row => row.Billing);
        var rows = clientIds.Select(id => (Client: id, Before: stored.GetValueOrDefault(id), After: change.Of(stored.GetValueOrDefault(id))))
            .Where(row => !row.After.Equals(row.Before ?? new Stored())).Select(row => (row.Client, row.After)).ToList();
        // Somebody changed one since it was planned: the caller plans it again, alone.
        if (rows.Any(row => rules.Check(row.After, stored.GetValueOrDefault(row.Client), change.Choices).Count > 0))
            throw new PostgresException("The billing of a client would be wrong.", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation);
        if (rows.Count > 0) await BulkRows.WriteAsync(transaction.Connection, rows, cancellationToken);
    }

    public Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        revert.RunAsync(transaction, batch, clientIds, cancellationToken);

    private ClientBulkPlan? Plan(Guid client, Stored? stored, BulkChange change)
    {
        var wanted = change.Of(stored);
        if (wanted.Equals(stored ?? new Stored())) return null;
        if (rules.Check(wanted, stored, change.Choices) is [var fault, ..]) return new ClientBulkPlan(client, [], text["bulk.fault", text[$"client.{fault.Field}"].Value, fault.Sentence]);
        return new ClientBulkPlan(client, words.Differences(stored ?? new Stored(), wanted, change));
    }

    private async Task<BulkChange> ChangeAsync(ClientBulkValues values, CancellationToken cancellationToken) => new(
        values, await load.RunAsync(cancellationToken), countries, await settings.CycleDayAsync(cancellationToken), await isp.TodayAsync(cancellationToken));

    private static ClientBulkField Switch(string key) => new(key, LabelOf(key), ClientFilterInput.YesNo, CanBeCleared: false);

    private static ClientBulkField Choice(string key) => new(key, LabelOf(key), ClientFilterInput.Choice, CanBeCleared: false);

    private static Label LabelOf(string key) => Label.Of<ParametersText>($"client.{key["billing.".Length..]}");
}
