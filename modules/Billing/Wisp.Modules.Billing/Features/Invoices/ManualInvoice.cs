using System.Globalization;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Extras;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>A checked manual invoice.</summary>
internal sealed record ManualDraft(
    Guid Id, Guid ClientId, IReadOnlyList<(string Description, decimal Quantity, decimal Price)> Lines, bool IncludesTax, decimal Discount, string? Concept, Guid? ContractId,
    DateOnly? From, DateOnly? To);

/// <summary>
/// An invoice by hand, with the client's firm, letter and taxes, calculated by the same statement as automatic ones. It covers stated days of a
/// contract, which no run bills again, or none.
/// </summary>
[Feature]
internal sealed class ManualInvoice(
    IDatabase<BillingDb> database, BillingCountries countries, NextPeriod next, IssueInvoices issue, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    private const int LineLimit = 100;
    private const decimal LargestQuantity = 99_999_999m;

    /// <param name="client">Whose.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="keep">Whether it is issued; else only shown.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The invoice, as issued or as it would be.</returns>
    public async Task<(InvoiceView? Invoice, IReadOnlyList<Problem> Problems)> RunAsync(Guid client, ManualInput input, bool keep, CancellationToken cancellationToken)
    {
        var (draft, problems) = Check(client, input);
        if (draft is null) return (null, problems);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await Accounts.HoldAsync(connection, [client], cancellationToken);
        // The same form again: what it made the first time.
        if ((await ReadInvoice.AllAsync(connection, [draft.Id], cancellationToken)).SingleOrDefault() is { } before)
            return before.ClientId == client ? (before, []) : (null, [Problem.Stale]);
        if (await ProblemAsync(transaction, draft, cancellationToken) is { } problem) return (null, [problem]);

        var settings = await isp.SettingsAsync(cancellationToken);
        var made = await connection.Sql(
            Statement(), draft.Id, client, draft.IncludesTax, draft.Lines.Select(line => line.Description).ToArray(), draft.Lines.Select(line => line.Quantity).ToArray(),
            draft.Lines.Select(line => line.Price).ToArray(), draft.Discount, draft.Concept.As(NpgsqlDbType.Text), draft.ContractId.As(NpgsqlDbType.Uuid),
            draft.From.As(NpgsqlDbType.Date), draft.To.As(NpgsqlDbType.Date), settings.Currency, actor.Current.Name, clock.GetUtcNow()).ValueAsync<decimal?>(cancellationToken);
        if (made is null or 0) return (null, [new Problem("", "manual.nothing")]);
        if (keep) await issue.RunAsync(transaction, [draft.Id], cancellationToken);
        var invoice = (await ReadInvoice.AllAsync(connection, [draft.Id], cancellationToken)).Single();
        if (keep) await transaction.CommitAsync(cancellationToken);
        return (invoice, []);
    }

    private static (ManualDraft? Draft, IReadOnlyList<Problem> Problems) Check(Guid client, ManualInput input)
    {
        List<Problem> problems = [];
        List<(string, decimal, decimal)> lines = [];
        foreach (var (line, number) in input.Lines.Where(line => !line.IsBlank).Select((line, i) => (line, i + 1)))
        {
            var (description, quantity, price) = (Typed.Line(line.Description), Quantity(line.Quantity), Typed.Money(line.Price));
            if (description is null) problems.Add(new("Lines", "line.no-description", number));
            else if (description.Length > 255) problems.Add(new("Lines", "line.long", number, description.Length, 255));
            if (quantity is null) problems.Add(new("Lines", "line.quantity", number, line.Quantity ?? ""));
            if (price is null or 0 or > Amounts.Largest) problems.Add(new("Lines", "line.price", number, line.Price ?? ""));
            if (problems.Count == 0) lines.Add((description!, quantity!.Value, price!.Value));
        }

        var discount = string.IsNullOrWhiteSpace(input.Discount) ? 0 : Typed.Money(input.Discount);
        if (discount is null) problems.Add(new("Discount", "amount.invalid", input.Discount ?? ""));
        if (problems.Count == 0 && lines.Sum(line => line.Item2 * line.Item3) > Amounts.Largest) problems.Add(new("Lines", "line.too-much", Amounts.Largest));
        if (lines.Count == 0 && problems.Count == 0) problems.Add(new("Lines", "line.none"));
        if (lines.Count > LineLimit) problems.Add(new("Lines", "line.too-many", lines.Count, LineLimit));
        if (discount > lines.Sum(line => Math.Round(line.Item2 * line.Item3, 2, MidpointRounding.AwayFromZero))) problems.Add(new("Discount", "manual.discount-more", discount.Value));
        var (from, to) = (Typed.Day(input.From), Typed.Day(input.To));
        if (input.ContractId is not null && from is null) problems.Add(new("From", "date.invalid", input.From ?? ""));
        if (input.ContractId is not null && to is null) problems.Add(new("To", "date.invalid", input.To ?? ""));
        if (from > to) problems.Add(new("To", "period.reversed", from.Value, to.Value));
        if (Typed.Line(input.Concept) is { Length: > 255 } concept) problems.Add(new("Concept", "text.long", concept.Length, 255));
        return problems.Count > 0
            ? (null, problems)
            : (new ManualDraft(input.Key, client, lines, input.IncludesTax, discount!.Value, Typed.Line(input.Concept), input.ContractId, input.ContractId is null ? null : from, input.ContractId is null ? null : to), []);
    }

    private static decimal? Quantity(string? typed) => decimal.TryParse(
        (typed ?? "").Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)
        && read > 0 && read <= LargestQuantity && decimal.Round(read, 4) == read ? read : null;

    private async Task<Problem?> ProblemAsync(IWispTransaction transaction, ManualDraft draft, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection;
        var how = (await connection.Sql(
            $"""
            select b.firm_id is not null and b.invoice_kind is not null, f.archived_at is not null, w.id is not null,
                   not {LetterSql.HasVat(countries, "f.country", "b.invoice_kind")} or exists (select from billing.tax t where t.id = any (b.tax_ids) and t.kind = 'vat')
            from billing.client b
            left join billing.firm f on f.id = b.firm_id
            left join billing.point_of_sale w on w.firm_id = b.firm_id and w.is_default
            where b.id = $1
            """, draft.ClientId).ListAsync(
                row => (IsSet: row.GetBoolean(0), IsArchived: row.GetBoolean(1), HasPoint: row.GetBoolean(2), HasVat: !row.IsDBNull(3) && row.GetBoolean(3)), cancellationToken))
            .SingleOrDefault();
        if (!how.IsSet) return new("", "manual.no-billing");
        if (how.IsArchived) return new("", "problem.firm-archived");
        if (!how.HasPoint) return new("", "problem.no-point-of-sale");
        if (!how.HasVat) return new("", "problem.no-vat");
        if (draft.ContractId is not { } contract) return null;

        if (await connection.Sql("select client_id from network.contracts_v1 where id = $1", contract).ValueAsync<Guid?>(cancellationToken) != draft.ClientId)
            return new("ContractId", "manual.foreign-contract");
        await connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        var covered = await connection.Sql(
            "select period_from from billing.period where contract_id = $1 and period_from <= $3 and period_to >= $2 order by period_from limit 1", contract, draft.From, draft.To)
            .ValueAsync<DateOnly?>(cancellationToken);
        if (covered is not null) return new("From", "period.covered", covered.Value);
        // Runs go on after the last period taken: days that lie between would never be billed.
        return await next.OfAsync(connection, contract, cancellationToken) is { } coming && draft.From > coming.From ? new("From", "period.gap", coming.From) : null;
    }

    private string Statement() =>
        $"""
        with due as materialized (
            select $1::uuid as contract_id, b.id as client_id, b.firm_id, b.invoice_kind as kind, b.tax_ids, w.id as point_of_sale_id, $3::boolean as price_includes_tax,
                   null::text as problem, {LetterSql.HasVat(countries, "f.country", "b.invoice_kind")} as has_vat
            from billing.client b
            join billing.firm f on f.id = b.firm_id
            join billing.point_of_sale w on w.firm_id = b.firm_id and w.is_default
            where b.id = $2),
        line as (
            select l.description, l.quantity, l.price, round(l.quantity * l.price, 2) as amount, l.place
            from unnest($4::text[], $5::numeric[], $6::numeric[]) with ordinality l (description, quantity, price, place)),
        item as materialized (
            select $1::uuid as contract_id, place as position, 'line' as kind, description, quantity, price as unit_price, $3::boolean as includes_tax, amount,
                   jsonb_build_object('rule', 'manual') as why
            from line
            union all
            select $1, (select count(*) + 1 from line), 'discount', '', 1, -$7, $3, -$7, jsonb_build_object('rule', 'discount_amount', 'value', $7::numeric) where $7::numeric > 0),
        {ChargeSql.Taxes},
        {ChargeSql.Totals},
        made as (
            insert into billing.invoice (id, client_id, contract_id, firm_id, point_of_sale_id, is_auto, kind, concept, period_from, period_to,
                                         net_amount, discount_amount, tax_amount, gross_amount, currency, actor, created_at)
            select $1, t.client_id, $9, t.firm_id, t.point_of_sale_id, false, t.kind, $8, $10, $11, t.net_amount, t.discount_amount, t.tax_amount, t.gross_amount, $12, $13, $14
            from total t where t.gross_amount > 0
            returning gross_amount),
        lined as (
            insert into billing.invoice_item (invoice_id, position, kind, description, quantity, unit_price, amount, net, includes_tax, why)
            select $1, position, kind, description, quantity, unit_price, amount, net, includes_tax, why from netted where exists (select from made)),
        taxed as (
            insert into billing.invoice_tax (invoice_id, position, tax_id, name, kind, authority_code, rate, base, amount)
            select $1, position, tax_id, name, kind, authority_code, rate, base, amount from levy where exists (select from made)),
        covered as (
            insert into billing.period (contract_id, period_from, period_to, outcome, invoice_id)
            select $9, $10, $11, 'manual', $1 from made where $9::uuid is not null)
        select gross_amount from made
        """;
}
