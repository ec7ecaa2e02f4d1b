using Wisp.Sdk;

namespace Wisp.Billing.Tests.Fiscal;

/// <summary>Answers that do not come: nothing is reported twice, no number is lost.</summary>
[Collection(FiscalTests.Name)]
[Trait("rule", "AR-08")]
public sealed class LostAnswerTests(FiscalApp app)
{
    [Fact]
    [Trait("rule", "AR-12")]
    public async Task While_the_authority_is_closed_everything_waits_in_its_order()
    {
        var (taxpayer, client) = await app.ReportedAsync("Cerrada");
        var closed = Path.Combine(app.Folder, $"closed-{taxpayer}");
        await File.WriteAllTextAsync(closed, "");
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(client, 200m);
        await app.UntilAsync(client, "queued, queued");
        await Eventually.BecomesAsync(() => RestsAsync(client), rests => rests == "1 60 Servicio cerrado.");
        File.Delete(closed);
        await app.JobAsync("billing.report");
        Assert.Equal("queued, queued", await app.ReportsAsync(client));

        await app.RetryAsync((await app.MadeAsync(client))[0]);
        await app.UntilAsync(client, "authorized 1, authorized 2");
    }

    [Theory]
    [InlineData("lost", "authorize, find authorized")]
    [InlineData("never", "authorize, find absent, authorize authorized")]
    [InlineData("garbled", "authorize, find absent, authorize authorized")]
    [InlineData("down", "authorize authorized")]
    public async Task What_became_of_it_is_asked_before_it_is_sent_again(string act, string exchanges)
    {
        var (taxpayer, client) = await app.ReportedAsync("Sin respuesta", act);
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(client, 200m);
        await app.UntilAsync(client, act == "down" ? "queued, queued" : "uncertain, queued");
        var id = (await app.MadeAsync(client))[0];
        await Eventually.BecomesAsync(() => RestsAsync(client), rests => rests is not null && rests.StartsWith("1 60", StringComparison.Ordinal));

        await app.RetryAsync(id);
        await app.UntilAsync(client, "authorized 1, authorized 2");

        Assert.Equal(["3-6-1", "3-6-2"], app.Vouchers(taxpayer));
        Assert.Equal(exchanges, await app.Database.ValueAsync<string>(
            "select string_agg(concat_ws(' ', act, result), ', ' order by id) from billing.fiscal_submission where document_id = $1", id));
    }

    [Fact]
    [Trait("rule", "AR-11")]
    public async Task A_worker_that_dies_with_the_answer_loses_none()
    {
        var (taxpayer, client) = await app.ReportedAsync("Muerta", "dead");
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(client, 200m);
        await using (var connection = await app.Database.OpenAsync())
            await connection.Sql("select host.enqueue_job('billing.report', '{}', null, null, 'es')").RunAsync();
        await Eventually.BecomesAsync(() => Task.FromResult(app.Worker!.HasExited), gone => gone);
        Assert.Equal("sending, queued", await app.ReportsAsync(client));
        Assert.Equal(["3-6-1"], app.Vouchers(taxpayer));

        await app.ReplaceWorkerAsync();
        await app.UntilAsync(client, "authorized 1, authorized 2");

        Assert.Equal(["3-6-1", "3-6-2"], app.Vouchers(taxpayer));
    }

    [Theory]
    [InlineData("sending", "queued", "authorize authorized")]
    [InlineData("authorized", "uncertain", "authorize, find authorized")]
    public async Task What_the_database_refuses_of_one_document_rests_with_the_reason_and_holds_up_no_other_firm(string refused, string left, string exchanges)
    {
        var (taxpayer, client) = await app.ReportedAsync("Imposible");
        var (_, other) = await app.ReportedAsync("De otra empresa");
        var name = $"refuse_{taxpayer}";
        await app.Database.RunAsync($"create function billing.{name}() returns trigger language plpgsql as $$ begin raise exception 'No cabe.' using errcode = '22001'; end $$");
        await app.Database.RunAsync(
            $"create trigger {name} before update on billing.invoice for each row when (new.fiscal_state = '{refused}' and new.client_id = '{client}') execute function billing.{name}()");
        await app.ChargeAsync(client, 100m);
        await app.ChargeAsync(other, 100m);

        await app.UntilAsync(other, "authorized 1");
        await app.UntilAsync(client, left);
        Assert.Contains("No cabe.", await RestsAsync(client), StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.job where key = 'billing.report' and failure is not null"));

        await app.Database.RunAsync($"drop trigger {name} on billing.invoice");
        await app.RetryAsync((await app.MadeAsync(client))[0]);
        await app.UntilAsync(client, "authorized 1");
        Assert.Equal(["3-6-1"], app.Vouchers(taxpayer));
        Assert.Equal(exchanges, await app.Database.ValueAsync<string>(
            "select string_agg(concat_ws(' ', act, result), ', ' order by id) from billing.fiscal_submission where document_id = $1", (await app.MadeAsync(client))[0]));
    }

    [Fact]
    [Trait("rule", "AR-07")]
    public async Task Two_workers_send_one_at_a_time()
    {
        var (taxpayer, client) = await app.ReportedAsync("Dos obreros");
        for (var i = 0; i < 12; i++) await app.ChargeAsync(client, 100m);
        await using var second = await app.StartWorkerAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.JobAsync("billing.report")));
        await app.UntilAsync(client, string.Join(", ", Enumerable.Range(1, 12).Select(number => $"authorized {number}")));

        Assert.Equal(12, app.Vouchers(taxpayer).Count());
        Assert.Equal(12, await app.Database.ValueAsync<long>(
            "select count(*) from billing.fiscal_submission s join billing.invoice i on i.id = s.document_id where i.client_id = $1", client));
    }

    private Task<string?> RestsAsync(Guid client) => app.Database.ValueAsync<string>(
        """
        select string_agg(concat_ws(' ', d.attempts, round(extract(epoch from d.next_at - now()) / 60) * 60, d.problem), ', ')
        from billing.fiscal_document d join billing.invoice i on i.id = d.id where i.client_id = $1 and d.next_at is not null
        """, client);
}
