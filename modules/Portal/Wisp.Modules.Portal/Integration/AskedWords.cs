using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Profile;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Integration;

/// <summary>What a subscriber told of or asked for, and what became of it, in his audits: words instead of codes, names instead of ids (PANEL-08).</summary>
internal abstract class AskedWords(string table, int order, params string[] columns) : PortalHistoryWords(table, order, columns)
{
    public override async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var ids = values.Select(value => Guid.TryParse(value.Value, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        var names = ids.Length == 0 ? new Dictionary<Guid, string>() : await NamesAsync(ids, cancellationToken);
        return values.Select(value => (value, Said: Guid.TryParse(value.Value, out var id) ? names.GetValueOrDefault(id) : Say(value))).Where(one => one.Said is not null)
            .ToDictionary(one => one.value, one => one.Said!);
    }

    protected abstract Task<Dictionary<Guid, string>> NamesAsync(Guid[] ids, CancellationToken cancellationToken);

    protected abstract string? Say(ClientHistoryValue value);

    protected static string? Money(string value) =>
        decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount.ToString("N2", CultureInfo.CurrentCulture) : null;

    protected static string? Day(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d", CultureInfo.CurrentCulture) : null;
}

[Feature]
internal sealed class VoucherWords(ISubscriberPayments payments, IStringLocalizer<SelfText> text)
    : AskedWords("voucher", 830, "amount", "paid_on", "method_id", "reference", "state", "answered_by", "reason", "booked")
{
    protected override async Task<Dictionary<Guid, string>> NamesAsync(Guid[] ids, CancellationToken cancellationToken) =>
        (await payments.MethodsAsync(cancellationToken)).ToDictionary(method => method.Id, method => method.Name);

    protected override string? Say(ClientHistoryValue value) => value.Column switch
    {
        "state" => text[$"voucher.{value.Value}"],
        "amount" or "booked" => Money(value.Value),
        "paid_on" => Day(value.Value),
        _ => null,
    };
}

[Feature]
internal sealed class RequestWords(IDatabase<PortalDb> database, IStringLocalizer<SelfText> text)
    : AskedWords("request", 840, "kind", "contract_id", "plan_id", "before", "wanted", "state", "answered_by", "reason", "starts_on")
{
    protected override async Task<Dictionary<Guid, string>> NamesAsync(Guid[] ids, CancellationToken cancellationToken) => (await database.Source.Sql(
        "select id, public_id::text from network.contracts_v1 where id = any ($1) union all select id, name from network.plans_v1 where id = any ($1)", (object)ids)
        .ListAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancellationToken)).ToDictionary(one => one.Id, one => one.Name);

    protected override string? Say(ClientHistoryValue value) => value.Column switch
    {
        "kind" => text[$"request.{value.Value}"],
        "state" => text[$"request.{value.Value}"],
        "starts_on" => Day(value.Value),
        "before" or "wanted" => Asked(value.Value),
        _ => null,
    };

    private string? Asked(string stored)
    {
        try
        {
            if (JsonSerializer.Deserialize<PlanThen>(stored, JsonSerializerOptions.Web) is { Name: not null } plan) return $"{plan.Name} · {plan.Price.ToString("N2", CultureInfo.CurrentCulture)}";
            var fields = JsonSerializer.Deserialize<OwnData>(stored, JsonSerializerOptions.Web)!.Fields(yes => text[yes ? "yes" : "no"]).Where(field => field.Value is not null);
            return string.Join(" · ", fields.Select(field => $"{text[$"profile.{field.Field}"]}: {field.Value}"));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
