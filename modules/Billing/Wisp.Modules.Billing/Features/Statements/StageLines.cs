using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>Writes lines as they were read.</summary>
[Feature]
internal sealed class StageLines
{
    public async Task RunAsync(NpgsqlConnection connection, Guid statement, IReadOnlyList<StatementLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return;
        await connection.Sql(
            Statement, statement, lines.Select(line => line.Line).ToArray(), Texts(line => line.State), Days(), Amounts(), Texts(line => line.TypedDay),
            Texts(line => line.TypedAmount), Texts(line => line.Reference), Texts(line => line.Description), Texts(line => line.Payer), Texts(line => line.TaxId),
            Texts(line => line.Problem), Texts(line => line.ProblemValue)).RunAsync(cancellationToken);

        NpgsqlParameter Texts(Func<StatementLine, string?> of) => lines.Select(of).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text);
        NpgsqlParameter Days() => lines.Select(line => line.Day).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Date);
        NpgsqlParameter Amounts() => lines.Select(line => line.Amount).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Numeric);
    }

    // What tells one movement from another, whatever its case and accents.
    private const string Statement =
        """
        insert into billing.statement_line (statement_id, line, state, day, amount, typed_day, typed_amount, reference, description, payer, tax_id, problem, problem_value, digest)
        select $1, x.line, x.state, x.day, x.amount, x.typed_day, x.typed_amount, x.reference, x.description, x.payer, x.tax_id, x.problem, x.problem_value,
               case when x.state = 'read' then sha256(convert_to(concat_ws(
                 E'\n', x.day, x.amount::numeric(18, 2), coalesce(ext.fold(x.reference), ''), coalesce(ext.fold(x.description), ''), coalesce(ext.fold(x.payer), ''),
                 coalesce(ext.fold(x.tax_id), '')), 'UTF8')) end
        from unnest($2::integer[], $3::text[], $4::date[], $5::numeric[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
          x (line, state, day, amount, typed_day, typed_amount, reference, description, payer, tax_id, problem, problem_value)
        """;
}
