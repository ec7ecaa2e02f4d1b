using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Methods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Payments;

/// <summary>What the form of a payment offers.</summary>
[Feature]
internal sealed class PaymentChoices(IDatabase<BillingDb> database, ICurrentOperator current, IStringLocalizer<BillingText> text)
{
    public async Task<IReadOnlyList<(string Value, string Text)>> MethodsAsync(CancellationToken cancellationToken) =>
        [.. (await KnownAsync(cancellationToken)).Select(method => ($"{method.Id}", method.Name))];

    /// <summary>The methods in use, cash first.</summary>
    public Task<List<SubscriberPaymentMethod>> KnownAsync(CancellationToken cancellationToken) => database.Source.Sql(
        "select id, code, name::text, needs_reference from billing.payment_method where archived_at is null order by code is null, code <> 'cash', coalesce(name, code)")
        .ListAsync(row => new SubscriberPaymentMethod(row.GetGuid(0), NameOf(row.Text(1), row.Text(2)), row.GetBoolean(3)), cancellationToken);

    public async Task<IReadOnlyList<(string Value, string Text)>> CollectorsAsync(CancellationToken cancellationToken) => await database.Source.Sql(
        "select id::text, name from clients.collectors_v1 where not archived order by name collate \"es-x-icu\"")
        .ListAsync(row => (row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>The client's own method, else cash.</summary>
    public Task<Guid?> UsualAsync(Guid client, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select m.id from billing.payment_method m
        where m.archived_at is null and (m.id = (select b.payment_method_id from billing.client b where b.id = $1) or m.code = 'cash')
        order by m.code is not distinct from 'cash' limit 1
        """, client).ValueAsync<Guid?>(cancellationToken);

    /// <summary>The operator's own record as a collector, if he is one (PAY-07).</summary>
    public Task<Guid?> OwnCollectorAsync(CancellationToken cancellationToken) => database.Source.Sql(
        "select id from clients.collectors_v1 where operator_id = $1", current.Id ?? Guid.Empty).ValueAsync<Guid?>(cancellationToken);

    public string NameOf(string? code, string? name) => MethodName.Of(text, code, name);
}
