using System.Text.Json;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <summary>Hands a file, and later the statement that was read of it, over to the worker.</summary>
[Feature]
internal sealed class StartStatement(IDatabase<BillingDb> database, IJobs jobs, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Has the worker read a file and say how each line would be matched.</summary>
    public async Task<(Guid? Id, IReadOnlyList<Problem> Problems)> ReadAsync(
        StoredFile file, TableFormat format, TableColumns<StatementField> columns, StatementInput input, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var account = Typed.Line(input.Account);
        if (account is null) problems.Add(new("Account", "account.missing"));
        else if (account.Length > 100) problems.Add(new("Account", "account.long", account.Length, 100));
        if (columns.Check() is { } wrong) problems.Add(wrong);
        var needs = input.MethodId is null ? null : await database.Source.Sql(
            "select needs_reference from billing.payment_method where id = $1 and archived_at is null", input.MethodId).ValueAsync<bool?>(cancellationToken);
        if (needs is null) problems.Add(new("MethodId", "method.missing"));
        else if (needs.Value && !columns.Has(StatementField.Reference)) problems.Add(new("MethodId", "method.reference"));
        if (problems.Count > 0) return (null, problems);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var id = await transaction.Connection.Sql(
            """
            insert into billing.statement (account, file_id, file_name, format, headings, fields, amounts, dates, names_client, method_id, actor, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id
            """, account, file.Id, file.Name, JsonSerializer.Serialize(format, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb), columns.All.Select(column => Kept(column.Heading)).ToArray(),
            columns.FieldNames.Select(name => name ?? "").ToArray(), AmountFormat.Names.FirstOrDefault(known => known == input.Amounts) ?? AmountFormat.FromFile,
            DateFormat.Names.FirstOrDefault(known => known == input.Dates) ?? DateFormat.FromFile, input.Reference != StatementInput.OfBank, input.MethodId, actor.Current.Name, clock.GetUtcNow())
            .ValueAsync<Guid>(cancellationToken);
        await EnqueueAsync(transaction, id, StatementAct.Read, file.Name, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (id, []);
    }

    /// <summary>Has the worker record what is matched; of two who press at once, one begins it.</summary>
    public async Task<Problem?> TakeAsync(StatementView statement, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var held = await transaction.Connection.Sql(
            """
            update billing.statement set state = 'taking', taken_by = coalesce(taken_by, $2), taken_at = coalesce(taken_at, $3)
            where id = $1 and (state = 'ready' or state = 'taking' and $4) and job_id is not distinct from $5
            """, statement.Id, actor.Current.Name, clock.GetUtcNow(), statement.Stopped is not null, statement.JobId.As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
        if (held == 0) return new("", "not-now");
        await EnqueueAsync(transaction, statement.Id, StatementAct.Take, statement.File, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Forgets a statement of which nothing was taken.</summary>
    public async Task<Problem?> DiscardAsync(StatementView statement, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        var state = await connection.Sql("select state from billing.statement where id = $1 for update", statement.Id).ValueAsync<string>(cancellationToken);
        if (state != "ready" && (state != "reading" || statement.Stopped is null)) return new("", "not-now");
        await connection.Sql("delete from billing.statement_line where statement_id = $1", statement.Id).RunAsync(cancellationToken);
        await connection.Sql("delete from billing.statement where id = $1", statement.Id).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>A heading as a database can hold it.</summary>
    public static string Kept(string heading) => Typed.Line(heading) ?? "";

    private async Task EnqueueAsync(IWispTransaction transaction, Guid statement, StatementAct act, string title, CancellationToken cancellationToken)
    {
        var request = new JobRequest(StatementJob.Key, new StatementArguments(statement, act)) { Title = title[..Math.Min(200, title.Length)], ReturnUrl = $"/billing/statements/{statement}" };
        var job = await jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
        await transaction.Connection.Sql("update billing.statement set job_id = $2 where id = $1", statement, job).RunAsync(cancellationToken);
    }
}
