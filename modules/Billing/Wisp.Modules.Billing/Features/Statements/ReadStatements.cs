using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

/// <param name="Stopped">Why its job ended before its end, or <c>null</c>.</param>
internal sealed record StatementView(
    Guid Id, long Number, string Account, Guid FileId, string File, string State, string Method, string Actor, DateTimeOffset CreatedAt, string? TakenBy, DateTimeOffset? TakenAt,
    Guid? JobId, string? Stopped);

/// <summary>Lines of a statement in one state, and what they add up to.</summary>
internal sealed record StateSum(string State, long Lines, decimal Amount);

/// <param name="Line">Of the file.</param>
internal sealed record LineView(
    Guid Id, int Line, string State, DateOnly? Day, decimal? Amount, string TypedDay, string TypedAmount, string? Reference, string? Description, string? Payer, string? TaxId,
    string? Problem, string? ProblemValue, string? Rule, Guid? ClientId, string? ShownId, string? Client, Guid? PaymentId, long? Payment, bool IsVoid, string? HandledBy,
    DateTimeOffset? HandledAt, string? Reason, Guid StatementId, string Account, long Number);

[Feature]
internal sealed class ReadStatements(IDatabase<BillingDb> database, IJobs jobs, PaymentChoices choices)
{
    public const int RowLimit = 60;
    public const int PageSize = 200;

    public static readonly IReadOnlyList<string> States = ["matched", "paid", "unmatched", "waiting", "repeated", "problem", "out", "dismissed"];

    public Task<List<StatementView>> ListAsync(CancellationToken cancellationToken) =>
        database.Source.Sql($"{Statement} order by s.created_at desc limit {RowLimit}").ListAsync(Read, cancellationToken);

    public async Task<StatementView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = (await database.Source.Sql($"{Statement} where s.id = $1", id).ListAsync(Read, cancellationToken)).SingleOrDefault();
        if (found is not { State: "reading" or "taking", JobId: { } jobId }) return found;
        var job = await jobs.FindAsync(jobId, cancellationToken);
        return job is null or { State: JobState.Failed or JobState.Cancelled } ? found with { Stopped = job?.Failure ?? "" } : found;
    }

    public Task<List<StateSum>> SumsAsync(Guid statement, CancellationToken cancellationToken) => database.Source.Sql(
        "select state, count(*), coalesce(sum(amount), 0) from billing.statement_line where statement_id = $1 group by state", statement)
        .ListAsync(row => new StateSum(row.GetString(0), row.GetInt64(1), row.GetDecimal(2)), cancellationToken);

    /// <summary>Lines of a statement in one state, one more than a page when there are more.</summary>
    public Task<List<LineView>> LinesAsync(Guid statement, string state, int after, CancellationToken cancellationToken) => database.Source.Sql(
        $"{Line} where l.statement_id = $1 and l.state = $2 and l.line > $3 order by l.line limit {PageSize + 1}", statement, state, after).ListAsync(ReadLine, cancellationToken);

    /// <summary>What waits for a person, of all statements, the newest first.</summary>
    public Task<List<LineView>> WaitingAsync(Guid? after, CancellationToken cancellationToken) => database.Source.Sql(
        $"{Line} where l.state = 'waiting' and ($1::uuid is null or l.id < $1) order by l.id desc limit {PageSize + 1}", after.As(NpgsqlDbType.Uuid)).ListAsync(ReadLine, cancellationToken);

    public Task<long> CountWaitingAsync(CancellationToken cancellationToken) =>
        database.Source.Sql("select count(*) from billing.statement_line where state = 'waiting'").ValueAsync<long>(cancellationToken);

    public async Task<LineView?> FindLineAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql($"{Line} where l.id = $1", id).ListAsync(ReadLine, cancellationToken)).SingleOrDefault();

    /// <summary>Accounts of which statements came, the latest first.</summary>
    public Task<List<string>> AccountsAsync(CancellationToken cancellationToken) => database.Source.Sql(
        "select account::text from (select distinct on (ext.fold(account)) account, created_at from billing.statement order by ext.fold(account), created_at desc) a order by created_at desc limit 50")
        .ListAsync(row => row.GetString(0), cancellationToken);

    /// <summary>How the last statement of an account was read.</summary>
    public async Task<RememberedColumns?> RememberedAsync(string? account, CancellationToken cancellationToken) => account is null ? null : (await database.Source.Sql(
        "select headings, fields, amounts, dates, names_client, method_id from billing.statement where ext.fold(account) = ext.fold($1) order by created_at desc limit 1", account)
        .ListAsync(
            row => new RememberedColumns(
                row.GetFieldValue<string[]>(0), row.GetFieldValue<string[]>(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetGuid(5)), cancellationToken)).SingleOrDefault();

    /// <summary>A bank transfer, unless the ISP archived it.</summary>
    public Task<Guid?> UsualMethodAsync(CancellationToken cancellationToken) =>
        database.Source.Sql("select id from billing.payment_method where code = 'transfer' and archived_at is null").ValueAsync<Guid?>(cancellationToken);

    private const string Statement =
        """
        select s.id, s.public_id, s.account::text, s.file_id, s.file_name, s.state, m.code, m.name::text, s.actor, s.created_at, s.taken_by, s.taken_at, s.job_id
        from billing.statement s join billing.payment_method m on m.id = s.method_id
        """;

    private const string Line =
        """
        select l.id, l.line, l.state, l.day, l.amount, l.typed_day, l.typed_amount, l.reference, l.description, l.payer, l.tax_id, l.problem, l.problem_value, l.rule,
               l.client_id, k.shown_id, k.name, l.payment_id, p.public_id, coalesce(p.state = 'void', false), l.handled_by, l.handled_at, l.reason::text, s.id, s.account::text, s.public_id
        from billing.statement_line l
        join billing.statement s on s.id = l.statement_id
        left join clients.clients_v1 k on k.id = l.client_id
        left join billing.payment p on p.id = l.payment_id
        """;

    private StatementView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetGuid(3), row.GetString(4), row.GetString(5), choices.NameOf(row.Text(6), row.Text(7)), row.GetString(8),
        row.GetFieldValue<DateTimeOffset>(9), row.Text(10), row.Maybe<DateTimeOffset>(11), row.Maybe<Guid>(12), null);

    private static LineView ReadLine(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.Maybe<DateOnly>(3), row.Maybe<decimal>(4), row.GetString(5), row.GetString(6), row.Text(7), row.Text(8), row.Text(9),
        row.Text(10), row.Text(11), row.Text(12), row.Text(13), row.Maybe<Guid>(14), row.Text(15), row.Text(16), row.Maybe<Guid>(17), row.Maybe<long>(18), row.GetBoolean(19), row.Text(20),
        row.Maybe<DateTimeOffset>(21), row.Text(22), row.GetGuid(23), row.GetString(24), row.GetInt64(25));
}
