using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Taxes;

/// <summary>Saves taxes; one that stands on an issued invoice can only be archived.</summary>
[Feature]
internal sealed partial class SaveTax(IDatabase<BillingDb> database, BillingCountries countries)
{
    public static readonly IReadOnlyList<string> Kinds = ["vat", "perception", "internal", "other"];

    private const int LongestName = 100;

    /// <returns>The tax as it is edited, or <c>null</c> when there is none.</returns>
    public async Task<(TaxInput Input, bool IsUsed)?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await database.Source.Sql(
            $"select name::text, kind, rate, country, authority_code, included_in_price, xmin, {Used} from billing.tax t where id = $1", id).ListAsync(
                row => (new TaxInput
                {
                    Name = row.GetString(0),
                    Kind = row.GetString(1),
                    Rate = TypedRate.Show(row.GetDecimal(2)),
                    Country = row.GetString(3),
                    Code = row.Text(4),
                    Included = row.GetBoolean(5),
                    Version = row.GetFieldValue<uint>(6),
                }, row.GetBoolean(7)), cancellationToken);
        return found is [var tax] ? tax : null;
    }

    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, TaxInput input, CancellationToken cancellationToken)
    {
        var (name, code, rate) = (Typed.Line(input.Name), Typed.Line(input.Code), TypedRate.Read(input.Rate));
        List<Problem> problems = [];
        if (name is null) problems.Add(new(nameof(input.Name), "name.missing"));
        else if (name.Length > LongestName) problems.Add(new(nameof(input.Name), "long.Name", name.Length, LongestName));
        if (!Kinds.Contains(input.Kind)) problems.Add(new(nameof(input.Kind), "tax-kind.missing"));
        if (rate is null) problems.Add(new(nameof(input.Rate), "rate.invalid", input.Rate ?? ""));
        if (countries.Find(input.Country) is null) problems.Add(new(nameof(input.Country), "country.missing"));
        if (code is not null && !CodeShape().IsMatch(code)) problems.Add(new(nameof(input.Code), "code.invalid", code));
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        object?[] values = [name, input.Kind, rate, input.Country, code.As(NpgsqlDbType.Text), input.Included];
        try
        {
            if (id is { } known)
            {
                if (await UpdateAsync(transaction.Connection, known, input.Version, values, cancellationToken) is { } problem) return [problem];
            }
            else
            {
                await transaction.Connection.Sql(
                    "insert into billing.tax (name, kind, rate, country, authority_code, included_in_price) values ($1, $2, $3, $4, $5, $6)", values).RunAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return [];
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "tax_live_name" })
        {
            return [new(nameof(input.Name), "taxes.taken", name!)];
        }
    }

    private static async Task<Problem?> UpdateAsync(NpgsqlConnection connection, Guid id, uint version, object?[] values, CancellationToken cancellationToken)
    {
        // Whoever issues with it meanwhile has ended when this row is held.
        var held = await connection.Sql("select id from billing.tax where id = $1 and xmin = $2 for update", id, version.As(NpgsqlDbType.Xid)).ValueAsync<Guid?>(cancellationToken);
        if (held is null) return Problem.Stale;
        var (isUsed, differs) = (await connection.Sql(
            $"""
            select {Used}, (t.name, t.kind, t.rate, t.country, t.authority_code, t.included_in_price) is distinct from ($1, $2, $3, $4, $5, $6)
            from billing.tax t where t.id = $7
            """, [.. values, id]).ListAsync(row => (row.GetBoolean(0), row.GetBoolean(1)), cancellationToken))[0];
        if (!differs) return null;
        if (isUsed) return new("", "taxes.used");
        await connection.Sql(
            """
            update billing.tax set name = $1, kind = $2, rate = $3, country = $4, authority_code = $5, included_in_price = $6 where id = $7
            """, [.. values, id]).RunAsync(cancellationToken);
        return null;
    }

    private const string Used = "exists (select from billing.invoice_tax x join billing.invoice i on i.id = x.invoice_id where x.tax_id = t.id and i.issued_on is not null)";

    [GeneratedRegex("^[0-9A-Za-z._-]{1,20}$")]
    private static partial Regex CodeShape();
}
