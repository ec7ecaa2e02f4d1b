using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>A run of more than a chunk is gone through by two jobs: whichever ends last ends it, and one that is stopped stops the other.</summary>
[Trait("rule", "BIL-05")]
public sealed class RunLaneTests : IAsyncLifetime
{
    private const int Contracts = 5_002;
    private readonly EngineApp _app = new();

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        await _app.CrowdAsync(Contracts);
    }

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_lane_that_ends_last_ends_the_run()
    {
        var run = await BeginAsync();
        await _app.RunJobAsync((await _app.NextJobAsync())!.Value);
        Assert.Equal("planning 2 1", await StateAsync());
        // Half of 5,002 are before the middle, and the middle itself is of the first lane.
        Assert.Equal(2_502, await DraftsAsync());
        var page = await _app.Admin.GetAsync(run);
        Assert.Null(Button(page, "Issue"));
        // The one that still works can be looked at, and stopped.
        Assert.Equal([$"/jobs/{await _app.NextJobAsync()}"], page.Document.QuerySelectorAll(".page-head a[href^='/jobs/']").Select(link => link.GetAttribute("href")));

        await _app.RunJobsAsync();
        Assert.Equal("planned 2 2", await StateAsync());
        Assert.Equal(Contracts, await DraftsAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await _app.Admin.SubmitAsync(await _app.Admin.GetAsync(run), "button[formaction*=Issue]")).Status);
        await _app.RunJobAsync((await _app.NextJobAsync())!.Value);
        Assert.Equal("issuing 2 1", await StateAsync());
        await _app.RunJobsAsync();
        Assert.Equal("issued 2 2", await StateAsync());
        Assert.Equal($"{Contracts} {Contracts} 1 {Contracts}", await _app.Database.ValueAsync<string>(
            "select concat_ws(' ', count(*), count(distinct number), min(number), max(number)) from billing.invoice where state = 'pending'"));
    }

    [Fact]
    public async Task A_lane_that_is_stopped_is_gone_on_with_by_whoever_looks_at_the_run()
    {
        var run = await BeginAsync();
        await _app.RunJobAsync((await _app.NextJobAsync())!.Value);
        var other = (await _app.NextJobAsync())!.Value;
        await _app.Admin.SubmitAsync(await _app.Admin.GetAsync($"/jobs/{other}"), "form[action*=Cancel]");
        await _app.RunJobAsync(other);

        var page = await _app.Admin.GetAsync(run);
        Assert.NotNull(Button(page, "Plan"));
        Assert.Equal(2_502, await DraftsAsync());
        await _app.Admin.SubmitAsync(page, "button[formaction*=Plan]");
        await _app.RunJobsAsync();

        Assert.Equal("planned 2 2", await StateAsync());
        Assert.Equal(Contracts, await DraftsAsync());
    }

    [Fact]
    public async Task Nothing_more_is_done_where_the_other_lane_was_stopped()
    {
        var run = await BeginAsync();
        await _app.RunJobAsync((await _app.NextJobAsync())!.Value);
        var other = (await _app.NextJobAsync())!.Value;
        // As if the first lane had been stopped in its middle.
        await _app.Database.RunAsync(
            """
            with first as (update billing.run_lane set is_over = false where place = 0 returning job_id)
            update host.job j set state = 'cancelled' from first f where j.id = f.job_id
            """);
        await _app.RunJobAsync(other);

        Assert.Equal("failed La corrida se detuvo, o ya pasó a otra cosa.", await _app.Database.ValueAsync<string>("select concat_ws(' ', state, failure) from host.job where id = $1", other));
        Assert.Equal(2_502, await DraftsAsync());
        Assert.NotNull(Button(await _app.Admin.GetAsync(run), "Plan"));
    }

    [Fact]
    [Trait("rule", "BIL-12")]
    public async Task A_run_of_the_timer_that_breaks_off_between_planning_and_issuing_can_be_gone_on_with()
    {
        await _app.Database.RunAsync("update billing.settings set run_hour = 0, issue_by_itself = true");
        await _app.FireAsync("billing.run");
        await _app.RunJobAsync((await _app.NextJobAsync())!.Value);
        var last = (await _app.NextJobAsync())!.Value;
        // What one lane has the other do is the timer's too.
        Assert.Equal("billing.run", await _app.Database.ValueAsync<string>("select timer from host.job where id = $1", last));
        // It is stopped when it has planned all and is about to issue.
        await _app.Database.RunAsync(
            """
            create function billing.stop_there() returns trigger language plpgsql security definer as
              'begin if new.state = ''issuing'' then update host.job_progress set cancel_requested = true; end if; return null; end';
            create trigger stop_there after update on billing.run for each row execute function billing.stop_there();
            """);
        await _app.RunJobAsync(last);
        await _app.Database.RunAsync("drop trigger stop_there on billing.run");
        var run = $"/billing/runs/{await _app.Database.ValueAsync<Guid>("select id from billing.run where state = 'issuing'")}";

        var page = await _app.Admin.GetAsync(run);
        Assert.NotNull(Button(page, "Issue"));
        await _app.Admin.SubmitAsync(page, "button[formaction*=Issue]");
        await _app.RunJobsAsync();
        Assert.Equal("issued 2 2", await StateAsync());
    }

    private async Task<string> BeginAsync() => (await _app.Admin.SubmitAsync(await _app.Admin.GetAsync("/billing/runs"), "form.actions")).Location!;

    /// <summary>The run's state, how many lanes it has and how many of them are over.</summary>
    private Task<string> StateAsync() => _app.Database.ValueAsync<string>(
        "select concat_ws(' ', min(r.state), count(*), count(*) filter (where l.is_over)) from billing.run r join billing.run_lane l on l.run_id = r.id")!;

    private Task<long> DraftsAsync() => _app.Database.ValueAsync<long>("select count(*) from billing.invoice where state = 'draft'");

    private static AngleSharp.Dom.IElement? Button(Page page, string act) => page.Document.QuerySelector($"button[formaction*={act}]");
}
