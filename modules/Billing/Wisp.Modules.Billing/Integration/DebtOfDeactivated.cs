using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>What a client who is deactivated owes (DEACT-03); what is unpaid stays unless somebody who may void wants it voided along (DEACT-05). Drafts of his are thrown away (INV-C4).</summary>
[Feature]
internal sealed class DebtOfDeactivated(IDatabase<BillingDb> database, TakeBackInvoices take, DiscardDrafts discard, IStringLocalizer<ExtrasText> text) : IClientDeactivationStep
{
    public string Key => "billing.debt";

    public Label Label => Label.Of<ExtrasText>("deactivate.title");

    // Before contracts end: whoever moves money holds the account first.
    public int Order => 50;

    public string? Permission => BillingPermissions.Void;

    public async Task<ClientStepPlan?> PlanAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var found = (await database.Source.Sql(
            $"""
            select coalesce(a.unpaid, 0), coalesce(a.unpaid_count, 0), coalesce(a.credit, 0), coalesce(b.enabled, false), v.invoices, v.owed
            from (select $1::uuid as id) c
            left join billing.account a on a.client_id = c.id
            left join billing.client b on b.id = c.id
            cross join lateral (
                select count(*)::integer as invoices, coalesce(sum(i.balance), 0) as owed from billing.invoice i where i.client_id = c.id and {TakeBackInvoices.MayBe}) v
            """, clientId).ListAsync(
                row => (Unpaid: row.GetDecimal(0), Count: row.GetInt32(1), Credit: row.GetDecimal(2), IsBilled: row.GetBoolean(3), Voidable: row.GetInt32(4), Owed: row.GetDecimal(5)),
                cancellationToken)).Single();
        List<string> sentences = [];
        if (found.Count > 0) sentences.Add(text[found.Count == 1 ? "deactivate.owes.one" : "deactivate.owes", Money(found.Unpaid), found.Count]);
        if (found.Credit > 0) sentences.Add(text["deactivate.credit", Money(found.Credit)]);
        if (found.IsBilled) sentences.Add(text["deactivate.no-more"]);
        return sentences.Count == 0 ? null : new ClientStepPlan([.. sentences])
        {
            Option = found.Voidable == 0 ? null : new ClientStepOption(text[found.Voidable == 1 ? "deactivate.void.one" : "deactivate.void", found.Voidable, Money(found.Owed)]),
        };
    }

    public async Task RunAsync(IWispTransaction transaction, ClientDeactivation deactivation, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("billing", cancellationToken);
        var connection = transaction.Connection;
        var drafts = await connection.Sql("select id from billing.invoice where client_id = $1 and state = 'draft' order by id for update", deactivation.ClientId)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        await discard.RunAsync(transaction, drafts, cancellationToken);
        if (!deactivation.OptionTaken) return;
        await Accounts.HoldAsync(connection, [deactivation.ClientId], cancellationToken);
        var invoices = await connection.Sql(
            $"select i.id from billing.invoice i where i.client_id = $1 and {TakeBackInvoices.MayBe} order by i.id for update", deactivation.ClientId)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        if (invoices.Count == 0) return;
        await take.RunAsync(transaction, deactivation.ClientId, invoices, OneLine.Fit(Typed.Line(deactivation.Reason) ?? Reasons.ClientDeactivated), billAgain: false, cancellationToken);
    }

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}
