using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Firms;

/// <summary>Saves who issues invoices. What stands on issued ones as the issuer's identity stays (INV-F1).</summary>
[Feature]
internal sealed class SaveFirm(IDatabase<BillingDb> database, BillingCountries countries, TaxNumbers numbers, FiscalAuthorities authorities)
{
    /// <returns>The firm when it was saved, or what is wrong.</returns>
    public async Task<(Guid? Id, IReadOnlyList<Problem> Problems)> RunAsync(Guid? id, FirmInput input, CancellationToken cancellationToken)
    {
        var fields = FirmFields.Read(input, countries, numbers, authorities, id is null);
        if (fields.Problems.Count > 0) return (null, fields.Problems);
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var saved = id is { } known
                ? await UpdateAsync(transaction.Connection, known, input.Version, fields, cancellationToken)
                : (await InsertAsync(transaction.Connection, fields, cancellationToken), []);
            if (saved.Item1 is not null) await transaction.CommitAsync(cancellationToken);
            return saved;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "firm_live_name" })
        {
            return (null, [new(nameof(input.Name), "firms.taken", fields.Name!)]);
        }
    }

    private static async Task<Guid?> InsertAsync(NpgsqlConnection connection, FirmFields fields, CancellationToken cancellationToken)
    {
        var id = await connection.Sql(
            """
            insert into billing.firm (company_name, is_fantasy, country, vat_condition, taxpayer_id, gross_income, start_activities_date,
                                      principal_activity, email, phone, address, zip_code, authority)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            returning id
            """, Values(fields)).ValueAsync<Guid>(cancellationToken);
        await connection.Sql("insert into billing.point_of_sale (firm_id, number, is_default) values ($1, $2, true)", id, fields.Point).RunAsync(cancellationToken);
        return id;
    }

    private static async Task<(Guid?, IReadOnlyList<Problem>)> UpdateAsync(
        NpgsqlConnection connection, Guid id, uint version, FirmFields fields, CancellationToken cancellationToken)
    {
        // Whoever issues with it meanwhile has ended when this row is held.
        var held = await connection.Sql(
            """
            select taxpayer_id is distinct from $3, is_fantasy <> $4, country <> $5, authority is distinct from $6
            from billing.firm where id = $1 and xmin = $2 for update
            """, id, version.As(NpgsqlDbType.Xid), fields.Taxpayer.As(NpgsqlDbType.Text), fields.IsFantasy, fields.Country, Text(fields.Authority))
            .ListAsync(row => (Taxpayer: row.GetBoolean(0), Fantasy: row.GetBoolean(1), Country: row.GetBoolean(2), Authority: row.GetBoolean(3)), cancellationToken);
        if (held is not [var changes]) return (null, [Problem.Stale]);
        if (changes is not (false, false, false, _)
            && await connection.Sql("select exists (select from billing.invoice where firm_id = $1 and issued_on is not null)", id).ValueAsync<bool>(cancellationToken))
            return (null, [.. Fixed(changes.Taxpayer, changes.Fantasy, changes.Country)]);
        if (changes.Authority && await AuthorityFixedAsync(connection, id, fields.Authority is not null, cancellationToken) is { } waits) return (null, [waits]);
        await connection.Sql(
            """
            update billing.firm
            set company_name = $1, is_fantasy = $2, country = $3, vat_condition = $4, taxpayer_id = $5, gross_income = $6, start_activities_date = $7,
                principal_activity = $8, email = $9, phone = $10, address = $11, zip_code = $12, authority = $13
            where id = $14
              and (company_name, is_fantasy, country, vat_condition, taxpayer_id, gross_income, start_activities_date, principal_activity, email, phone,
                   address, zip_code, authority) is distinct from ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, [.. Values(fields), id]).RunAsync(cancellationToken);
        return (id, []);
    }

    // Numbers of a point of sale are Wisp's own or the authority's, never both; and what waits for an authority is not left behind.
    private static async Task<Problem?> AuthorityFixedAsync(NpgsqlConnection connection, Guid id, bool reports, CancellationToken cancellationToken)
    {
        if (await connection.Sql(
            """
            select exists (
                select from billing.point_of_sale p
                where p.firm_id = $1
                  and (exists (select from billing.invoice i where i.point_of_sale_id = p.id and i.fiscal_state in ('waiting_payment', 'queued', 'sending', 'rejected', 'uncertain'))
                    or exists (select from billing.credit_note n where n.point_of_sale_id = p.id and n.fiscal_state in ('queued', 'sending', 'rejected', 'uncertain'))))
            """, id)
            .ValueAsync<bool>(cancellationToken))
            return new(nameof(FirmInput.Authority), "authority.waiting");
        var numbered = reports ? await connection.Sql(
            """
            select p.number from billing.point_of_sale p
            where p.firm_id = $1 and p.archived_at is null and exists (select from billing.number_series s where s.point_of_sale_id = p.id and s.last > 0)
            order by p.number limit 1
            """, id).ValueAsync<int?>(cancellationToken) : null;
        return numbered is { } number ? new(nameof(FirmInput.Authority), "authority.numbered", number.ToString("D5", CultureInfo.InvariantCulture)) : null;
    }

    private static IEnumerable<Problem> Fixed(bool taxpayer, bool fantasy, bool country)
    {
        if (country) yield return new(nameof(FirmInput.Country), "firm.fixed.country");
        if (fantasy) yield return new(nameof(FirmInput.Condition), "firm.fixed.fantasy");
        else if (taxpayer) yield return new(nameof(FirmInput.Taxpayer), "firm.fixed.taxpayer");
    }

    private static object?[] Values(FirmFields fields) =>
    [
        fields.Name, fields.IsFantasy, fields.Country, fields.Condition, Text(fields.Taxpayer), Text(fields.GrossIncome),
        fields.StartDate.As(NpgsqlDbType.Date), Text(fields.Activity), Text(fields.Email), Text(fields.Phone), Text(fields.Address), Text(fields.ZipCode), Text(fields.Authority),
    ];

    private static object Text(string? value) => value.As(NpgsqlDbType.Text);
}
