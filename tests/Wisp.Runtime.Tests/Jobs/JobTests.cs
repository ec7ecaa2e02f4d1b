using Wisp.Runtime.Tests.Audit;

namespace Wisp.Runtime.Tests.Jobs;

public sealed class JobTests(QuickWorker working) : IClassFixture<QuickWorker>
{
    private TestDatabase Database => working.Database;

    private RuntimeProcess Runtime => working.Runtime;

    [Fact]
    public async Task A_job_runs_to_its_end_and_shows_how_far_it_is()
    {
        var job = await Runtime.AskAsync(new Script(5, Milliseconds: 150));

        var midway = await Runtime.UntilAsync(job, j => j.Counts.Done >= 2);
        Assert.Equal((JobState.Running, 5L, "Ana", "one", "/"), (midway.State, midway.Counts.Total, midway.AskedBy, midway.Title, midway.ReturnUrl));
        Assert.StartsWith("step ", midway.Message, StringComparison.Ordinal);
        var ended = await Runtime.EndAsync(job);

        Assert.Equal((5L, "all done", null), (ended.Counts.Done, ended.Message, ended.Failure));
        Assert.True(ended.CreatedAt <= ended.StartedAt && ended.StartedAt < ended.FinishedAt);
        await Database.EachStepOnceAsync(5, job);
    }

    [Fact]
    public async Task A_job_that_was_rolled_back_never_was()
    {
        await using (var transaction = await Runtime.Connections.BeginAsync("work", CancellationToken.None))
            await Runtime.Get<IJobs>().EnqueueAsync(transaction.Connection, new JobRequest("work.scripted", new Script(1)) { Title = "taken back" });

        Assert.Equal(0, await Database.ValueAsync<long>("select count(*) from host.job where title = 'taken back'"));
    }

    [Theory]
    [InlineData("es", "es 1.234,5 Ana")]
    [InlineData("en", "en 1,234.5 Ana")]
    public async Task A_job_speaks_its_askers_language(string culture, string note)
    {
        var job = await Runtime.AskAsync(new Script(1), culture: culture);
        await Runtime.EndAsync(job);

        Assert.Equal(note, Assert.Single(await Database.EffectsAsync(job)).Note);
    }

    [Fact]
    [Trait("rule", "AUD-01")]
    public async Task What_a_job_changes_is_audited_under_its_asker_and_batch()
    {
        var job = await Runtime.AskAsync(new Script(2));
        var batch = (await Runtime.EndAsync(job)).Batch;

        var lines = (await Database.AuditAsync("work.effect")).Where(l => l.Batch == batch).ToList();
        Assert.Equal(4, lines.Count); // Two steps, each of which writes a row and changes it.
        Assert.All(lines, l => Assert.Equal(("Ana", "work.scripted"), (l.Actor, l.Channel)));
    }

    [Fact]
    public async Task A_job_lists_what_it_could_not_do_and_names_its_file()
    {
        var job = await Runtime.AskAsync(new Script(2, Errors: true, File: true));
        var ended = await Runtime.EndAsync(job);

        await using var connection = await Database.OpenAsync();
        var errors = await connection.Sql(
            "select concat_ws('|', line, field, value, rule, array_to_string(source, ';')) from host.job_error where job_id = $1 order by no", job)
            .ListAsync(row => row.GetString(0));
        // What PostgreSQL cannot hold in a text is shown as the sign for that.
        Assert.Equal(
            ["1|name|a\uFFFDb\uFFFD|may not be|a\uFFFDb;c", "whole file", "2|name|a\uFFFDb\uFFFD|may not be|a\uFFFDb;c", "whole file"], errors);
        var file = await Runtime.Get<IFileStore>().FindAsync(ended.ResultFile!.Value);
        Assert.Equal(("made.txt", 4L), (file!.Name, file.Length));
    }

    [Fact]
    public async Task A_job_may_end_with_a_reason()
    {
        var job = await Runtime.AskAsync(new Script(2, Refuse: "El archivo está vacío."));

        Assert.Equal("El archivo está vacío.", (await Runtime.EndAsync(job, JobState.Failed)).Failure);
        await Database.EachStepOnceAsync(2, job);
    }

    [Fact]
    public async Task A_running_job_stops_after_the_step_in_hand_when_asked_to()
    {
        var job = await Runtime.AskAsync(new Script(1000, Milliseconds: 100));
        await Runtime.UntilAsync(job, j => j.Counts.Done >= 1);

        Assert.True(await Runtime.Get<IJobs>().CancelAsync(job));

        await Runtime.EndAsync(job, JobState.Cancelled);
        var steps = (await Database.EffectsAsync(job)).Count;
        Assert.InRange(steps, 1, 100);
        await Database.EachStepOnceAsync(steps, job);
        Assert.False(await Runtime.Get<IJobs>().CancelAsync(job));
    }

    [Fact]
    public async Task A_job_of_a_module_that_is_not_there_waits_and_can_be_cancelled()
    {
        var job = await Runtime.AskAsync(new Script(1), key: "gone.away");
        await Runtime.EndAsync(await Runtime.AskAsync(new Script(1)));

        Assert.Equal(JobState.Queued, (await Runtime.FindAsync(job)).State);
        Assert.True(await Database.ValueAsync<bool>("select handed_at is null from host.job where id = $1", job));
        Assert.True(await Runtime.Get<IJobs>().CancelAsync(job));
        Assert.Equal(JobState.Cancelled, (await Runtime.FindAsync(job)).State);
    }

    [Fact]
    public async Task A_job_that_a_worker_took_down_with_it_before_handing_it_over_is_found()
    {
        Guid job;
        await using (var connection = await Database.OpenAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            job = await connection.Sql("select host.enqueue_job('work.scripted', '{\"steps\": 1}', null, null, 'es')").ValueAsync<Guid>();
            await connection.Sql("update host.job set handed_at = now() where id = $1", job).RunAsync();
            await transaction.CommitAsync();
        }

        await Runtime.EndAsync(job);
        await Database.EachStepOnceAsync(1, job);
    }

    [Fact]
    public async Task A_job_that_ended_between_the_handing_over_and_the_taking_stays_ended()
    {
        // All slots are taken, so that the next job waits in the engine.
        var busy = new List<Guid>();
        for (var slot = 0; slot < 4; slot++) busy.Add(await Runtime.AskAsync(new Script(10, Milliseconds: 100)));
        foreach (var job in busy) await Runtime.UntilAsync(job, j => j.State == JobState.Running);
        var late = await Runtime.AskAsync(new Script(1));
        await Eventually.BecomesAsync(() => Database.ValueAsync<bool>("select handed_at is not null from host.job where id = $1", late), handed => handed);
        await using var connection = await Database.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.Sql("update host.job set state = 'done', finished_at = now() where id = $1", late).RunAsync();
            await Eventually.BecomesAsync(
                () => Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"), n => n > 0);
            await transaction.CommitAsync();
        }

        foreach (var job in busy) await Runtime.EndAsync(job);
        await Runtime.EndAsync(late);
        Assert.Empty(await Database.EffectsAsync(late));
    }

    [Fact]
    public async Task Expired_files_and_uploads_that_never_became_whole_are_swept()
    {
        await Database.RunAsync(
            """
            insert into host.file (id, name, content_type, created_at, expires_at, complete)
            select host.uuid7(), name, 'text/plain', now() - age, expires, complete
            from (values ('keep', interval '9 days', null::timestamptz, true), ('keep for now', '9 days', now() + interval '1 day', true),
                         ('keep uploading', '1 hour', null, false), ('keep uploading too', '1 hour', now() + interval '1 day', false),
                         ('expired', '9 days', now() - interval '1 s', true), ('orphan', '25 hours', null, false),
                         ('orphan with a date', '25 hours', now() + interval '1 day', false)) f (name, age, expires, complete)
            """);
        await Database.RunAsync("insert into host.file_chunk (file_id, no, data) select id, 0, 'x' from host.file where name = 'expired'");

        await Runtime.EndAsync(await Runtime.AskAsync(new Script(1), key: "host.sweep-files"));

        Assert.Equal(
            "keep, keep for now, keep uploading, keep uploading too",
            await Database.ValueAsync<string>("select string_agg(name, ', ' order by name) from host.file where content_type = 'text/plain' and name <> 'made.txt'"));
        Assert.Equal(0, await Database.ValueAsync<long>("select count(*) from host.file_chunk where data = 'x'"));
    }

    [Fact]
    public async Task Events_that_all_have_heard_are_swept_after_thirty_days()
    {
        // More than one step takes.
        await Database.RunAsync(
            """
            insert into host.event (name, payload, at, fanned_out) select 'old.many', '{}', now() - interval '31 days', true from generate_series(1, 2500);
            insert into host.event_delivery (event_id, subscriber, state, done_at) select id, ear, 'done', now() from host.event, unnest(array['a', 'b']) ear where name = 'old.many';
            """);
        await Database.RunAsync(
            """
            with made as (
              insert into host.event (name, payload, at, fanned_out)
              select name, '{}', now() - age, fanned
              from (values ('keep young', interval '29 days', true), ('keep waiting', '31 days', true), ('keep parked', '31 days', true),
                           ('nobody cares', '31 days', true)) e (name, age, fanned)
              returning id, name)
            insert into host.event_delivery (event_id, subscriber, state, done_at, parked_at, next_at)
            select made.id, d.subscriber, d.state, case d.state when 'done' then now() end, case d.state when 'parked' then now() end, now() + interval '1 day'
            from made join (values ('keep young', 'a', 'done'), ('keep waiting', 'a', 'done'), ('keep waiting', 'b', 'waiting'),
                                   ('keep parked', 'a', 'done'), ('keep parked', 'b', 'parked')) d (name, subscriber, state) on d.name = made.name
            """);

        var job = await Runtime.AskAsync(new Script(1), key: "host.sweep-events");
        await Runtime.EndAsync(job);

        Assert.Equal("keep parked 2, keep waiting 2, keep young 1", await Database.ValueAsync<string>(
            """
            select string_agg(name || ' ' || deliveries, ', ' order by name)
            from (select e.name, count(d.event_id) as deliveries from host.event e left join host.event_delivery d on d.event_id = e.id
                  where e.name like 'keep %' or e.name in ('nobody cares', 'old.many') group by e.name) left_over
            """));
        Assert.Equal(2501, (await Runtime.FindAsync(job)).Counts.Done);
    }
}
