using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>The tab "Facturación" of the client form (FBIL-01).</summary>
[Feature]
internal sealed class BillingTab(
    IDatabase<BillingDb> database, DrawBilling draw, LoadChoices choices, BillingRules rules, TaxNumbers numbers, PeriodSettings settings, IIsp isp,
    IStringLocalizer<ParametersText> text) : IClientFormTab
{
    public string Key => BillingField.Tab;

    public Label Label => Label.Of<ParametersText>("client.title");

    public int Order => 100;

    public string? Permission => BillingPermissions.EditClient;

    public string View => "/Areas/Billing/Pages/Parameters/_ClientTab.cshtml";

    public async Task<object> DrawAsync(ClientFormRequest request, CancellationToken cancellationToken)
    {
        var input = request.Input is { } typed ? BillingInput.Of(typed) : await StoredInputAsync(request, cancellationToken);
        return await draw.RunAsync(input, request.Country, isChanging: false, cancellationToken) with { Problems = request.Problems };
    }

    public async Task<IReadOnlyList<ClientFormProblem>> CheckAsync(ClientFormRequest request, CancellationToken cancellationToken)
    {
        var input = BillingInput.Of(request.Input!);
        if (!input.Enabled) return [];
        var stored = request.ClientId is { } id ? await FindAsync(id, cancellationToken) : null;
        var (list, fault) = NotifyList.Read(input.NotifyEmails, text);
        var wanted = WantedBilling.Of(input, stored?.Billing, Typed.Line(input.Taxpayer), list, await settings.CycleDayAsync(cancellationToken), await isp.TodayAsync(cancellationToken));
        List<BillingFault> faults = [.. rules.Check(wanted, stored?.Billing, await choices.RunAsync(cancellationToken))];
        if (fault is not null) faults.Add(new(BillingField.NotifyEmails, fault));
        return [.. faults.Select(one => Problem(one.Field, one.Sentence))];
    }

    public async Task<IReadOnlyList<ClientFormProblem>> SaveAsync(
        IWispTransaction transaction, Guid clientId, ClientFormInput typed, CancellationToken cancellationToken)
    {
        var input = BillingInput.Of(typed);
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var connection = transaction.Connection;
        var stored = (await connection.Sql($"select {StoreBilling.Columns}, xmin from billing.client where id = $1 for update", clientId)
            .ListAsync(row => (Billing: StoreBilling.Read(row), Version: row.GetFieldValue<uint>(StoreBilling.ColumnCount)), cancellationToken)).Select(one => ((ClientBilling Billing, uint Version)?)one).SingleOrDefault();
        var usualDay = await connection.Sql("select cycle_start_day from billing.settings").ValueAsync<short>(cancellationToken);
        var main = await connection.Sql("select email from clients.clients_v1 where id = $1", clientId).ValueAsync<string?>(cancellationToken);
        var wanted = WantedBilling.Of(
            input, stored?.Billing, await KeyAsync(connection, input, clientId, cancellationToken), NotifyList.Without(NotifyList.Read(input.NotifyEmails, text).List, main), usualDay,
            await isp.TodayAsync(cancellationToken));
        if (wanted.Equals(stored?.Billing ?? new ClientBilling())) return [];
        if ((stored?.Version ?? 0) != input.Version) return [Problem(BillingField.Enabled, text["client.overtaken"])];
        if (wanted is { Enabled: true, FirmId: { } firm } && !await connection.HoldFirmAsync(firm, cancellationToken) && stored?.Billing.FirmId != firm)
            return [Problem(BillingField.Firm, text["client.firm.gone"])];
        await connection.WriteAsync(clientId, wanted, cancellationToken);
        return [];
    }

    private async Task<string?> KeyAsync(Npgsql.NpgsqlConnection connection, BillingInput input, Guid client, CancellationToken cancellationToken)
    {
        if (Typed.Line(input.Taxpayer) is not { } typed) return null;
        var country = await connection.Sql(
            "select coalesce((select country from billing.firm where id = $1), (select country from clients.clients_v1 where id = $2))", input.FirmId, client).ValueAsync<string>(cancellationToken);
        return numbers.Read(country!, typed).Key;
    }

    private async Task<BillingInput> StoredInputAsync(ClientFormRequest request, CancellationToken cancellationToken)
    {
        if (request.ClientId is not { } id || await FindAsync(id, cancellationToken) is not { } stored) return new BillingInput();
        var billing = stored.Billing;
        var country = billing.FirmId is null
            ? request.Country
            : await database.Source.Sql("select country from billing.firm where id = $1", billing.FirmId).ValueAsync<string>(cancellationToken) ?? request.Country;
        return new BillingInput
        {
            Enabled = billing.Enabled,
            FirmId = billing.FirmId,
            Condition = billing.Condition,
            Kind = billing.Kind,
            CycleDay = $"{billing.CycleDay}",
            Taxpayer = billing.Taxpayer is null ? null : numbers.Show(country, billing.Taxpayer),
            ReportAfterPayment = billing.ReportAfterPayment,
            AutomaticState = billing.AutomaticState,
            Taxes = billing.Taxes,
            MethodId = billing.MethodId,
            EmailOnInvoice = billing.EmailOnInvoice,
            EmailOnPayment = billing.EmailOnPayment,
            NotifyEmails = billing.NotifyEmails,
            WasOn = billing.Enabled,
            Version = stored.Version,
        };
    }

    private async Task<(ClientBilling Billing, uint Version)?> FindAsync(Guid client, CancellationToken cancellationToken)
    {
        var found = await database.Source.Sql($"select {StoreBilling.Columns}, xmin from billing.client where id = $1", client)
            .ListAsync(row => (StoreBilling.Read(row), row.GetFieldValue<uint>(StoreBilling.ColumnCount)), cancellationToken);
        return found is [var one] ? one : null;
    }

    private ClientFormProblem Problem(string field, string sentence) => new(field, text[$"client.{field}"], sentence);
}
