using System.Globalization;
using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>What other people do while an import runs.</summary>
[Trait("rule", "IMP-01")]
public sealed class MeanwhileTests(ImportApp app) : IClassFixture<ImportApp>
{
    [Fact]
    [Trait("rule", "FORM-15")]
    public async Task A_client_saved_with_the_e_mail_of_a_row_makes_that_row_an_error_and_the_rest_goes_in()
    {
        // Saved, but not yet committed when the row's chunk is written: the unique index finds it out.
        await using var other = await app.Database.OpenAsync();
        await using var saving = await other.BeginTransactionAsync();
        await using (var insert = new Npgsql.NpgsqlCommand("insert into clients.client (name, email, country, created_at, updated_at) values ('Rápida', 'P1500.carrera@x.example', 'AR', now(), now())", other, saving))
            await insert.ExecuteNonQueryAsync();

        var job = await app.StartAsync(await app.UploadAsync(ImportApp.People("carrera", 3_000)));
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into clients.client%'"), n => n > 0);
        await saving.CommitAsync();
        var outcome = await app.EndAsync(job);

        Assert.Equal(("done", 2_999L, 0L, 1L), outcome.Counts);
        Assert.Equal((1501, "E-mail", "p1500.carrera@x.example"), (outcome.Refused[0].Line, outcome.Refused[0].Field, outcome.Refused[0].Value));
        Assert.StartsWith("Ese e-mail ya es el principal del cliente Rápida (", outcome.Refused[0].Rule, StringComparison.Ordinal);
        Assert.Equal(3_000, await app.Database.ValueAsync<long>("select count(*) from clients.client where email_key like '%.carrera@x.example'"));
    }

    [Fact]
    [Trait("rule", "FORM-15")]
    public async Task Forms_that_want_the_same_addresses_all_the_while_leave_each_address_once()
    {
        const int Rows = 12_000;
        var job = await app.StartAsync(await app.UploadAsync(ImportApp.People("puja", Rows)));
        var form = await app.Admin.GetAsync("/clients/new");
        var (saved, random) = (0, new Random(5));
        while (await app.Database.ValueAsync<string>("select state from host.job where id = $1", job) is "queued" or "running")
        {
            var answer = await app.Admin.SubmitAsync(form, "form.form", ("Name", "Pujadora"), ("Email", $"P{random.Next(1, Rows)}.puja@x.example"));
            Assert.True(answer.Status is HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity, $"{answer.Status}");
            if (answer.Status == HttpStatusCode.Redirect) saved++;
        }

        var outcome = await app.EndAsync(job);
        Assert.Equal(("done", Rows - outcome.Errors, 0L), (outcome.State, outcome.Done, outcome.Skipped));
        Assert.InRange(outcome.Errors, 0, saved);
        Assert.All(outcome.Refused, r => Assert.Equal("E-mail", r.Field));
        Assert.Equal(Rows, await app.Database.ValueAsync<long>("select count(distinct email_key) from clients.client where email_key like '%.puja@x.example'"));
        Assert.Equal(outcome.Done + saved, await app.Database.ValueAsync<long>("select count(*) from clients.client where email_key like '%.puja@x.example'"));
    }

    [Fact]
    public async Task Cancelled_half_way_it_keeps_what_was_done_and_says_so()
    {
        const int Rows = 40_000;
        var job = await app.StartAsync(await app.UploadAsync(ImportApp.People("corte", Rows)));
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", job), n => n > 0);

        var page = await app.Admin.GetAsync($"/jobs/{job}");
        var form = page.Document.QuerySelector("form[action*=Cancel]");
        Assert.NotNull(form);
        Assert.Matches(@"Lo ya hecho \(\d+\.?\d*\) queda hecho", form.QuerySelector("button")!.GetAttribute("data-confirm")!);
        await app.Admin.SubmitAsync(page, "form[action*=Cancel]");

        var outcome = await app.EndAsync(job);
        Assert.Equal("cancelled", outcome.State);
        var stored = await app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Persona corte %'");
        Assert.InRange(stored, 1, Rows - 1);
        Assert.Equal(stored, outcome.Done);
        var after = await app.Admin.GetAsync($"/jobs/{job}");
        Assert.Contains("Cancelado", after.Text, StringComparison.Ordinal);
        Assert.Contains($"Creados: {stored.ToString("N0", CultureInfo.GetCultureInfo("es-AR"))} · sin cambios: 0 · con errores: 0.", after.Text, StringComparison.Ordinal);

        // The same file again does the rest.
        var rest = await app.ImportAsync(await app.Admin.GetAsync(after.Document.QuerySelector(".crumbs a[href*='/clients/import/']")!.GetAttribute("href")!));
        Assert.Equal(("done", Rows - stored, stored, 0L), rest.Counts);
    }

    [Fact]
    public async Task The_same_file_twice_at_the_same_time_makes_each_client_once()
    {
        await using var second = await WorkerProcess.StartAsync(app.Database, ImportApp.Hasty);
        var preview = await app.UploadAsync(ImportApp.People("doble", 6_000));

        var jobs = new[] { await app.StartAsync(preview), await app.StartAsync(preview) };
        var outcomes = new[] { await app.EndAsync(jobs[0]), await app.EndAsync(jobs[1]) };

        Assert.All(outcomes, o => Assert.Equal(("done", 6_000L, 0L), (o.State, o.Done + o.Skipped, o.Errors)));
        Assert.Equal(6_000, outcomes.Sum(o => o.Done));
        Assert.Equal(6_000, await app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Persona doble %'"));
        Assert.Equal(7, await app.Database.ValueAsync<long>("select count(*) from zones.zone"));
    }
}
