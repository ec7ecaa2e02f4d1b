using System.Net;
using System.Text;
using Wisp.Testing;

namespace Wisp.Host.Tests.Work;

public sealed class JobPagesTests : IAsyncLifetime
{
    private WispApp _app = null!;
    private Account _account = null!;
    private Browser _browser = null!;

    public async Task InitializeAsync()
    {
        _app = await WispApp.StartAsync();
        await Furnished.MakeAsync(_app.Database);
        _account = await Accounts.MakeAsync(_app.Database);
        _browser = _app.NewBrowser();
        await _browser.SignInAsync(_account);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_operator_sees_his_own_jobs_and_files_and_not_anothers()
    {
        Assert.DoesNotContain($"/jobs/{Furnished.DoneJob}", (await _browser.GetAsync("/jobs")).Body, StringComparison.Ordinal);
        await OwnAsync(Furnished.DoneJob);

        var list = await _browser.GetAsync("/jobs");
        Assert.Contains($"/jobs/{Furnished.DoneJob}", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"/jobs/{Furnished.RunningJob}", list.Body, StringComparison.Ordinal);
        Assert.Contains("No es un correo.", (await _browser.GetAsync($"/jobs/{Furnished.DoneJob}")).Text, StringComparison.Ordinal);
        // The result of a job of mine is mine, whoever stored it.
        var file = await _browser.GetAsync($"/files/{Furnished.File}");
        Assert.Equal((HttpStatusCode.OK, "a;b", "attachment; filename=clientes.csv; filename*=UTF-8''clientes.csv"), (file.Status, file.Body, file.Headers["Content-Disposition"]));
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync($"/files/{Furnished.ImportFile}")).Status);
    }

    [Fact]
    public async Task Who_may_view_jobs_gets_their_results_but_not_what_others_uploaded()
    {
        using var viewer = await _app.SignInAsync("jobs.view");
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/jobs/{Furnished.DoneJob}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/jobs/{Furnished.DoneJob}/errors.csv")).Status);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/files/{Furnished.File}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/files/{Furnished.ImportFile}")).Status);
    }

    [Fact]
    public async Task A_job_is_stopped_by_its_owner_or_whoever_manages_jobs()
    {
        using var viewer = await _app.SignInAsync("jobs.view");
        Assert.Empty((await viewer.GetAsync($"/jobs/{Furnished.RunningJob}")).Document.QuerySelectorAll("form[action*=Cancel]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await CancelAsync(viewer, Furnished.RunningJob)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CancelAsync(_browser, Furnished.RunningJob)).Status);
        Assert.False(await StoppingAsync(Furnished.RunningJob));

        using var manager = await _app.SignInAsync("jobs.view", "jobs.manage");
        var page = await manager.GetAsync($"/jobs/{Furnished.RunningJob}");
        await manager.SubmitAsync(page, "form[action*=Cancel]");
        Assert.True(await StoppingAsync(Furnished.RunningJob));

        // No worker has it in hand, so it has ended at once.
        await _app.Database.RunAsync("update host.job_progress set cancel_requested = false");
        await _app.Database.RunAsync("update host.job set state = 'running', finished_at = null where id = $1", Furnished.RunningJob);
        await OwnAsync(Furnished.RunningJob);
        await CancelAsync(_browser, Furnished.RunningJob);
        Assert.True(await StoppingAsync(Furnished.RunningJob));
        await OwnAsync(Furnished.DoneJob);
        Assert.Equal(HttpStatusCode.Forbidden, (await CancelAsync(_browser, Furnished.DoneJob)).Status);
    }

    [Fact]
    [Trait("case", "B01")]
    [Trait("case", "B03")]
    [Trait("case", "B04")]
    [Trait("case", "B06")]
    public async Task The_error_file_is_read_by_a_spreadsheet_and_computes_nothing()
    {
        await OwnAsync(Furnished.DoneJob);
        await _app.Database.RunAsync(
            """
            delete from host.job_error where job_id = $1;
            """.Replace("$1", $"'{Furnished.DoneJob}'", StringComparison.Ordinal));
        foreach (var value in new[] { "=HYPERLINK(\"http://evil.example\",\"pagar\")", "+54 9 (11) 5555-0000", "-34,9", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "\n=1+1", "＝1+1", "Ana \"Nita\" Peñaloza\nNorte; 2" })
            await _app.Database.RunAsync(
                "insert into host.job_error (job_id, line, field, value, rule, source) values ($1, 2, 'name', $2, 'No vale.', array[$2, 'b'])", Furnished.DoneJob, value);

        using var response = await _browser.Client.GetAsync($"/jobs/{Furnished.DoneJob}/errors.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"pagar\"\")\"", text, StringComparison.Ordinal);
        foreach (var start in new[] { "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "\n=1+1", "＝1+1" })
            Assert.Contains($"\"'{start}\";\"No vale.\";\"'{start}\";\"b\"\r\n", text, StringComparison.Ordinal);
        foreach (var number in new[] { "+54 9 (11) 5555-0000", "-34,9" })
            Assert.Contains($"\"{number}\";\"No vale.\"", text, StringComparison.Ordinal);
        Assert.Contains("\"Ana \"\"Nita\"\" Peñaloza\nNorte; 2\";\"No vale.\"", text, StringComparison.Ordinal);
        Assert.StartsWith("\"Línea\";\"Campo\";\"Valor\";\"Regla\"\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "IMP-01")]
    public async Task Refused_rows_stand_under_the_headings_of_their_file_and_warnings_in_a_file_of_their_own()
    {
        await OwnAsync(Furnished.DoneJob);
        await _app.Database.RunAsync(
            """
            delete from host.job_error where job_id = $1;
            """.Replace("$1", $"'{Furnished.DoneJob}'", StringComparison.Ordinal));
        await _app.Database.RunAsync("update host.job set source_headings = array['Nombre', 'E-mail'] where id = $1", Furnished.DoneJob);
        await _app.Database.RunAsync("update host.job_progress set warnings = 1 where job_id = $1", Furnished.DoneJob);
        await _app.Database.RunAsync(
            """
            insert into host.job_error (job_id, line, field, value, rule, source, is_warning) values
              ($1, 2, 'E-mail', 'x', 'No vale.', array['Ana', 'x'], false), ($1, 3, 'Nombre', 'Luz', 'Se parece a otra.', array['Luz', ''], true),
              ($1, 4, null, null, 'Sobran columnas.', array['Eva', 'e@x.example', 'algo'], false), ($1, 5, null, null, 'Faltan.', array['Gil'], false)
            """, Furnished.DoneJob);

        var page = await _browser.GetAsync($"/jobs/{Furnished.DoneJob}");
        Assert.Contains("1 avisos", page.Text, StringComparison.Ordinal);
        Assert.Equal(["2", "4", "5"], page.Texts("[aria-labelledby=errors-title] td[data-label=Línea]"));
        Assert.Equal(["Se parece a otra."], page.Texts("[aria-labelledby=warnings-title] tbody th"));
        Assert.Equal(
            """
            "Nombre";"E-mail";"Línea";"Campo";"Valor";"Regla"
            "Ana";"x";"2";"E-mail";"x";"No vale."
            "Eva";"e@x.example";"4";"";"";"Sobran columnas.";"algo"
            "Gil";"";"5";"";"";"Faltan."

            """.ReplaceLineEndings("\r\n"),
            (await _browser.GetAsync($"/jobs/{Furnished.DoneJob}/errors.csv")).Body.TrimStart('\uFEFF'));
        Assert.Equal(
            "\"Línea\";\"Campo\";\"Valor\";\"Regla\"\r\n\"3\";\"Nombre\";\"Luz\";\"Se parece a otra.\"\r\n",
            (await _browser.GetAsync($"/jobs/{Furnished.DoneJob}/warnings.csv")).Body.TrimStart('\uFEFF'));
    }

    [Fact]
    public async Task The_hourglass_and_the_progress_are_parts_of_pages()
    {
        await OwnAsync(Furnished.RunningJob);
        var hourglass = await _browser.GetPartAsync("/jobs/running");
        Assert.Null(hourglass.Document.Doctype);
        Assert.Contains($"/jobs/{Furnished.RunningJob}", hourglass.Body, StringComparison.Ordinal);
        var progress = await _browser.GetPartAsync($"/jobs/{Furnished.RunningJob}?handler=Progress");
        Assert.Contains("10 %", progress.Text, StringComparison.Ordinal);

        await _app.Database.RunAsync("update host.job set state = 'done', finished_at = now() where id = $1", Furnished.RunningJob);
        Assert.Equal("true", (await _browser.GetPartAsync($"/jobs/{Furnished.RunningJob}?handler=Progress")).Headers["HX-Refresh"]);
    }

    [Fact]
    public async Task Timers_show_their_last_and_next_run_and_are_started_by_hand()
    {
        using var viewer = await _app.SignInAsync("jobs.view");
        using var manager = await _app.SignInAsync("jobs.view", "jobs.manage");
        // 06:20 in Buenos Aires: the sweep of files is at 17 minutes past each hour.
        await _app.Database.RunAsync("update host.job set created_at = '2026-03-06 09:17+00', timer = 'host.sweep-files' where id = $1", Furnished.DoneJob);
        await _app.Database.RunAsync("update host.job set created_at = '2026-03-05 09:17+00', state = 'done', finished_at = now() where id = $1", Furnished.RunningJob);

        var page = await viewer.GetAsync("/jobs/timers");
        var row = page.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Limpieza de archivos vencidos", StringComparison.Ordinal));
        Assert.Contains("06/03/2026 06:17", row.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(":17", row.QuerySelector("td[data-label='Próxima vez']")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form[action*=Run]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.GetAsync("/jobs/timers")).Status);

        var started = await manager.SubmitAsync(await manager.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "host.sweep-files"));
        Assert.StartsWith("/jobs/", started.Location, StringComparison.Ordinal);
        Assert.Equal("host.sweep-files | queued", await _app.Database.ValueAsync<string>("select key || ' | ' || state from host.job order by created_at desc limit 1"));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.SubmitAsync(await manager.GetAsync("/jobs/timers"), "form[action*=Run]", ("timer", "otro"))).Status);
    }

    [Fact]
    public async Task A_job_that_broke_off_goes_on_from_its_cursor_and_one_that_ended_by_itself_does_not()
    {
        await OwnAsync(Furnished.DoneJob);
        await _app.Database.RunAsync("update host.job set state = 'failed', failure = 'se cortó', attempts = 1, cursor = '{\"at\": 7}' where id = $1", Furnished.DoneJob);
        Assert.Empty((await _browser.GetAsync($"/jobs/{Furnished.DoneJob}")).Document.QuerySelectorAll("form[action*=Retry]"));

        await _app.Database.RunAsync("update host.job set attempts = 5 where id = $1", Furnished.DoneJob);
        var page = await _browser.GetAsync($"/jobs/{Furnished.DoneJob}");
        var again = await _browser.FollowAsync(await _browser.SubmitAsync(page, "form[action*=Retry]"));

        Assert.Contains("El trabajo sigue desde donde quedó.", again.Text, StringComparison.Ordinal);
        Assert.Equal("queued 0 7", await _app.Database.ValueAsync<string>("select concat_ws(' ', state, attempts, cursor->>'at') from host.job where id = $1", Furnished.DoneJob));
        Assert.Contains("o ya sigue", (await _browser.FollowAsync(await _browser.SubmitAsync(page, "form[action*=Retry]"))).Text, StringComparison.Ordinal);
    }

    private Task<int> OwnAsync(Guid job) => _app.Database.RunAsync("update host.job set operator_id = $1 where id = $2", _account.Id, job);

    private Task<bool> StoppingAsync(Guid job) => _app.Database.ValueAsync<bool>("select cancel_requested from host.job_progress where job_id = $1", job);

    private static async Task<Page> CancelAsync(Browser browser, Guid job)
    {
        var token = (await browser.GetAsync("/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.PostAsync($"/jobs/{job}?handler=Cancel", [new("__RequestVerificationToken", token)]);
    }
}
