using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <param name="Before">What the same contracts were billed the time before, of those that were.</param>
/// <param name="JobId">The job that divided it last, or is to.</param>
/// <param name="IsStuck">Its jobs ended without finishing it.</param>
internal sealed record RunRow(
    Guid Id, long Number, DateOnly Day, bool ByTimer, string State, string Actor, DateTimeOffset CreatedAt, long Invoices, decimal Gross, decimal Before, Guid? JobId, bool IsStuck)
{
    /// <summary>The jobs worth a look: those that work on it or broke off, else the last one.</summary>
    public IReadOnlyList<Guid> Jobs { get; init; } = JobId is { } job ? [job] : [];
}

/// <summary>A contract that cannot be billed as it is.</summary>
internal sealed record RunProblem(Guid ContractId, long Contract, Guid ClientId, string Client, string Rule, DateTimeOffset At);

/// <summary>How many clients with billing begin a period on a day, and what was issued on it this month.</summary>
internal sealed record CycleDay(DateOnly Day, long Clients, long Issued, decimal Gross);

/// <summary>Runs as their pages show them.</summary>
[Feature]
internal sealed class Runs(IDatabase<BillingDb> database, IJobs jobs, IActorAccessor actor, IIsp isp, TimeProvider clock)
{
    private const string Row =
        """
        select r.id, r.public_id, r.day, r.by_timer, r.state, r.actor, r.created_at,
               (select count(*) from billing.invoice i where i.run_id = r.id and i.state <> 'void') as invoices,
               (select coalesce(sum(i.gross_amount), 0) from billing.invoice i where i.run_id = r.id and i.state <> 'void') as gross, r.job_id
        from billing.run r
        """;

    /// <summary>The newest runs that found something, and those that are not done.</summary>
    public Task<List<RunRow>> ListAsync(CancellationToken cancellationToken) =>
        database.Source.Sql($"select r.*, 0::numeric from ({Row} order by r.created_at desc limit 60) r where r.invoices > 0 or r.state <> 'issued' or not r.by_timer order by r.created_at desc")
            .ListAsync(Read, cancellationToken);

    public async Task<RunRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var run = (await database.Source.Sql(
            $"""
            select r.*, coalesce((
                select sum(b.gross_amount)
                from billing.invoice i
                cross join lateral (
                    select o.gross_amount from billing.invoice o
                    where o.contract_id = i.contract_id and o.is_auto and o.state <> 'void' and o.period_from < i.period_from
                    order by o.period_from desc limit 1) b
                where i.run_id = r.id and i.state <> 'void'), 0)
            from ({Row} where r.id = $1) r
            """, id).ListAsync(Read, cancellationToken)).SingleOrDefault();
        if (run is not { State: "planning" or "issuing" or "discarding" }) return run;
        var lanes = (await LanesAsync(run.Id, cancellationToken)).FindAll(job => job.State != JobState.Done);
        if (lanes.Count > 0) run = run with { Jobs = lanes.ConvertAll(job => job.Id) };
        if (lanes.Exists(job => job.State is JobState.Queued or JobState.Running)) return run;
        // Nobody works on it: it went on since it was read, or somebody broke off.
        var state = await database.Source.Sql("select state from billing.run where id = $1", id).ValueAsync<string>(cancellationToken);
        return state == run.State ? run with { IsStuck = true } : await FindAsync(id, cancellationToken);
    }

    /// <summary>The jobs of the lanes that are not over; before there are lanes, the one that is to divide the run.</summary>
    private async Task<List<(Guid Id, JobState State)>> LanesAsync(Guid run, CancellationToken cancellationToken)
    {
        var ids = await database.Source.Sql(
            """
            with lane as (select job_id, place from billing.run_lane where run_id = $1 and not is_over)
            select job_id from (
                select job_id, place from lane
                union all
                select job_id, 0 from billing.run r where r.id = $1 and r.job_id is not null and not exists (select from lane where lane.job_id = r.job_id)) j
            order by place
            """, run).ListAsync(row => row.GetGuid(0), cancellationToken);
        List<(Guid, JobState)> lanes = [];
        foreach (var id in ids) lanes.Add((id, (await jobs.FindAsync(id, cancellationToken))?.State ?? JobState.Failed));
        return lanes;
    }

    public Task<List<RunProblem>> ProblemsAsync(CancellationToken cancellationToken) => database.Source.Sql(
        """
        select p.contract_id, c.public_id, p.client_id, k.name, p.rule, p.at
        from billing.run_problem p
        join network.contracts_v1 c on c.id = p.contract_id
        join clients.clients_v1 k on k.id = p.client_id
        order by left(k.name, 200) collate "es-x-icu", c.public_id limit 500
        """).ListAsync(
            row => new RunProblem(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5)), cancellationToken);

    public async Task<IReadOnlyList<CycleDay>> CalendarAsync(CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        var first = new DateOnly(today.Year, today.Month, 1);
        return await database.Source.Sql(
            """
            select d.day::date, coalesce(c.clients, 0), coalesce(i.invoices, 0), coalesce(i.gross, 0)
            from generate_series($1::date, ($1::date + interval '1 month - 1 day')::date, interval '1 day') d (day)
            left join (select cycle_start_day, count(*) as clients from billing.client where enabled group by 1) c on c.cycle_start_day = extract(day from d.day)
            left join (select issued_on, count(*) as invoices, sum(gross_amount) as gross from billing.invoice
                       where issued_on >= $1 and state <> 'void' group by 1) i on i.issued_on = d.day::date
            order by 1
            """, first).ListAsync(row => new CycleDay(row.GetFieldValue<DateOnly>(0), row.GetInt64(1), row.GetInt64(2), row.GetDecimal(3)), cancellationToken);
    }

    /// <summary>Makes a run for today and has the worker plan it.</summary>
    public async Task<Guid> PlanAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var today = await isp.TodayAsync(cancellationToken);
        var run = await transaction.Connection.Sql(
            "insert into billing.run (day, by_timer, actor, created_at) values ($1, false, $2, $3) returning id", today, actor.Current.Name, clock.GetUtcNow())
            .ValueAsync<Guid>(cancellationToken);
        await StartAsync(transaction, run, RunAct.Plan, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    /// <summary>Has the worker issue or discard a run that is planned, or go on with one whose job broke off.</summary>
    /// <returns>Key of why not, or <c>null</c> when it began.</returns>
    public async Task<string?> ActAsync(Guid id, RunAct act, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } run) return NotNow;
        var may = act switch
        {
            RunAct.Plan => run is { State: "planning", IsStuck: true },
            RunAct.Issue => run is { State: "planned" } or { State: "issuing", IsStuck: true },
            _ => run is { State: "planned" } or { State: "planning" or "discarding", IsStuck: true },
        };
        if (!may) return NotNow;
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (act == RunAct.Discard && await IsBehindAsync(transaction, id, cancellationToken)) return "run.behind";
        // Another click that began meanwhile wins.
        var held = await transaction.Connection.Sql(
            "update billing.run set state = case $3 when 'issue' then 'issuing' when 'discard' then 'discarding' else state end where id = $1 and state = $2 and job_id is not distinct from $4",
            id, run.State, act.ToString().ToLowerInvariant(), run.JobId.As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
        if (held == 0) return NotNow;
        await StartAsync(transaction, id, act, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private const string NotNow = "run.not-now";

    // A later run took the days after: what lies before them would never be billed.
    private static Task<bool> IsBehindAsync(IWispTransaction transaction, Guid id, CancellationToken cancellationToken) => transaction.Connection.Sql(
        """
        select exists (
            select from billing.period p join billing.period q on q.contract_id = p.contract_id and q.period_from > p.period_from and q.run_id is distinct from p.run_id
            where p.run_id = $1)
        """, id).ValueAsync<bool>(cancellationToken);

    private async Task StartAsync(IWispTransaction transaction, Guid run, RunAct act, CancellationToken cancellationToken)
    {
        var job = await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(RunJob.Key, new RunArguments(run, act)) { ReturnUrl = $"/billing/runs/{run}" }, cancellationToken);
        await transaction.Connection.Sql("update billing.run set job_id = $2 where id = $1", run, job).RunAsync(cancellationToken);
    }

    private static RunRow Read(Npgsql.NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetFieldValue<DateOnly>(2), row.GetBoolean(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
        row.GetInt64(7), row.GetDecimal(8), row.GetDecimal(10), row.Maybe<Guid>(9), IsStuck: false);
}
