using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>What contracts are billed besides their plan in their client's audits: names instead of ids, words instead of codes (PANEL-08, PANEL-09).</summary>
internal abstract class ExtrasHistoryWords(
    IDatabase<BillingDb> database, AccountScope scope, IStringLocalizer<ExtrasText> text, string table, string title, int order, params string[] columns) : IClientHistoryWords
{
    public string Key => $"{table}-words";

    public Label Label => Label.Of<ExtrasText>($"words.{title}");

    public int Order => order;

    public string? Permission => BillingPermissions.ViewAccount;

    public string Table => table;

    public Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken) => scope.CoversAsync(clientId, cancellationToken);

    public IReadOnlyDictionary<string, Label> Fields { get; } = columns.ToDictionary(column => column, column => Label.Of<ExtrasText>($"words.{title}.{column}"));

    public async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(values, cancellationToken);
        return values.Select(value => (value, Said: Say(value, names))).Where(one => one.Said is not null).ToDictionary(one => one.value, one => one.Said!);
    }

    private string? Say(ClientHistoryValue value, IReadOnlyDictionary<string, string> names) => value.Column switch
    {
        "contract_id" or "id" or "profile_id" or "invoice_id" => names.GetValueOrDefault(value.Value),
        "kind" => text[$"kind.{value.Value}"],
        "state" => text[$"promise.{value.Value}"],
        "value" => decimal.TryParse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount.ToString("#,0.00##", CultureInfo.CurrentCulture) : null,
        "from_date" or "valid_until" or "period_from" or "period_to" =>
            DateOnly.TryParseExact(value.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d", CultureInfo.CurrentCulture) : null,
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var ids = values.Select(value => Guid.TryParse(value.Value, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        return (await database.Source.Sql(
            $"""
            select id, public_id::text from network.contracts_v1 where id = any ($1)
            union all select id, name::text from billing.profile where id = any ($1) and name is not null
            union all
            select i.id, {PaperSql.Invoice}
            from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id where i.id = any ($1) and i.issued_on is not null
            """, (object)ids).ListAsync(row => (Id: row.GetGuid(0).ToString(), Name: row.GetString(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Name);
    }
}

[Feature]
internal sealed class ContractItemWords(IDatabase<BillingDb> database, AccountScope scope, IStringLocalizer<ExtrasText> text) : ExtrasHistoryWords(
    database, scope, text, "billing.contract_item", "item", 210,
    "contract_id", "kind", "description", "value", "every_periods", "periods", "from_date", "invoice_id", "archived_at");

[Feature]
internal sealed class ContractProfileWords(IDatabase<BillingDb> database, AccountScope scope, IStringLocalizer<ExtrasText> text) : ExtrasHistoryWords(
    database, scope, text, "billing.contract_profile", "profile", 220, "profile_id");

[Feature]
internal sealed class PromiseWords(IDatabase<BillingDb> database, AccountScope scope, IStringLocalizer<ExtrasText> text) : ExtrasHistoryWords(
    database, scope, text, "billing.promise", "promise", 230, "contract_id", "valid_until", "state", "made_at", "actor", "ended_at");

[Feature]
internal sealed class SkipWords(IDatabase<BillingDb> database, AccountScope scope, IStringLocalizer<ExtrasText> text) : ExtrasHistoryWords(
    database, scope, text, "billing.skip", "skip", 240, "contract_id", "period_from", "period_to", "reason");
