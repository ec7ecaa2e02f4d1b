using System.Net;
using System.Text.Json;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>A node that is down: by hand and by its sessions.</summary>
public sealed class OutageTests(WorkerApp app) : IClassFixture<WorkerApp>
{
    [Fact]
    public async Task A_node_is_declared_down_and_up_again_and_who_is_hit_is_listed_by_zone()
    {
        var name = NetworkApp.Unique("Torre");
        var node = await app.NodeAsync(name);
        var zone = await app.Database.ValueAsync<Guid>("insert into zones.zone (id, name) values (host.uuid7(), $1) returning id", $"{name} zona");
        var (zoned, bare) = (await app.ClientAsync($"{name} Zonada"), await app.ClientAsync($"{name} Suelta"));
        await app.Database.RunAsync("update clients.client set zone_id = $2 where id = $1", zoned, zone);
        foreach (var (client, state) in new[] { (zoned, "enabled"), (zoned, "alerted"), (bare, "enabled"), (bare, "disabled") }) await app.ContractAsync(client, state, node: node);

        Assert.Equal("/network/outages", (await DeclareAsync(node, "Se cortó la luz")).Location);

        NetworkApp.Refused(await DeclareAsync(node, "Otra vez"), "Nodo: ya está declarado caído.");
        NetworkApp.Refused(await DeclareAsync(null, "x"), "Nodo: elegí cuál está caído.");
        NetworkApp.Refused(await DeclareAsync(node, " "), "Motivo: escribí qué pasó.");
        var id = await app.Database.ValueAsync<Guid>("select id from network.outages_v1 where node_id = $1 and ended_at is null", node);
        var down = await ToldAsync<NodeDown>(node);
        Assert.Equal((id, name, "Se cortó la luz"), (down.OutageId, down.NodeName, down.Reason));

        var page = await app.Admin.GetAsync($"/network/outages/{id}");
        Assert.Equal([$"{name} zona", "2", "Sin zona", "1"], page.Texts("[aria-labelledby=zones] tbody tr > *"));
        Assert.Equal([$"{name} Zonada", $"{name} Zonada", $"{name} Suelta"], page.Texts("tbody .col-name"));
        Assert.Equal([$"{name} Suelta"], (await app.Admin.GetAsync($"/network/outages/{id}?zone={Guid.Empty}")).Texts("tbody .col-name"));

        var list = await app.Admin.GetAsync("/network/outages");
        Assert.Contains("Se cortó la luz", list.Text, StringComparison.Ordinal);
        Assert.Equal("/network/outages", (await app.Admin.SubmitAsync(list, $"button[formaction*='{id}']")).Location);
        Assert.Equal(id, (await ToldAsync<NodeUp>(node)).OutageId);
        Assert.Null((await app.Admin.GetAsync("/network/outages")).Document.QuerySelector($"button[formaction*='{id}']"));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1 and table_name = 'outage'", id));
    }

    [Fact]
    public async Task Without_the_permission_outages_are_seen_and_not_declared()
    {
        using var clerk = await app.Wisp.SignInAsync("clients.view", "contracts.view");

        var page = await clerk.GetAsync("/network/outages");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("#Input_NodeId"));
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync("/network/outages/settings")).Status);
        var form = await app.Admin.GetAsync("/network/outages");
        var token = ("__RequestVerificationToken", page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value"));
        var node = await NodeAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.SubmitAsync(form, "form.form", ("Input.NodeId", $"{node}"), ("Input.Reason", "Sin permiso"), token)).Status);
        Assert.Empty(await DownAsync(node));
    }

    [Fact]
    public async Task Most_sessions_of_a_node_that_end_within_a_minute_are_an_outage_until_as_many_are_back()
    {
        var settings = await app.Admin.GetAsync("/network/outages/settings");
        NetworkApp.Refused(
            await app.Admin.SubmitAsync(settings, "form.form", ("Input.Share", "101"), ("Input.Least", "0")),
            "Sesiones, al menos: «0» no es un número de 1 a 10.000.", "Parte de las sesiones: «101» no es un número de 1 a 100.");
        Assert.Equal("/network/outages", (await app.Admin.SubmitAsync(settings, "form.form", ("Input.Share", "50"), ("Input.Least", "12"))).Location);
        var (fell, slow, large, few, replaced, cut) = (await NodeAsync(), await NodeAsync(), await NodeAsync(), await NodeAsync(), await NodeAsync(), await NodeAsync());

        // Twelve at once of fifteen; twelve over eight minutes; twelve of forty; eleven of eleven; twelve that only began anew; twelve that we ended.
        await EndedAsync(fell, 12, apart: 4);
        await OnlineAsync(fell, 3, minutesAgo: 60);
        await EndedAsync(slow, 12, apart: 40);
        await EndedAsync(large, 12, apart: 1);
        await OnlineAsync(large, 28, minutesAgo: 60);
        await EndedAsync(few, 11, apart: 1);
        await EndedAsync(replaced, 12, apart: 1, "Replaced");
        await EndedAsync(cut, 12, apart: 1, "Admin-Reset");
        await ToldToEndAsync(cut);
        await app.JobAsync("network.outages");

        Assert.Equal([fell], await DownAsync(fell, slow, large, few, replaced, cut));
        Assert.Equal(12, await app.Database.ValueAsync<int>("select fallen from network.outage where node_id = $1", fell));
        Assert.Null((await ToldAsync<NodeDown>(fell)).Reason);
        Assert.Contains("12 sesiones terminaron en un minuto", (await app.Admin.GetAsync("/network/outages")).Text, StringComparison.Ordinal);

        await OnlineAsync(fell, 5, minutesAgo: 0);
        await app.JobAsync("network.outages");
        Assert.Equal([fell], await DownAsync(fell));
        await OnlineAsync(fell, 1, minutesAgo: 0);
        await app.JobAsync("network.outages");
        Assert.Empty(await DownAsync(fell));
        await ToldAsync<NodeUp>(fell);

        // The same ends are not noticed again.
        await app.JobAsync("network.outages");
        Assert.Empty(await DownAsync(fell));
    }

    [Fact]
    public async Task Sessions_of_which_nothing_comes_any_more_are_an_outage_when_that_is_noticed()
    {
        var (silent, gone, back) = (await NodeAsync(), await NodeAsync(), await NodeAsync());
        // Last heard of twenty minutes ago, within five minutes; and others as long ago that were noticed then.
        await SilentAsync(silent, 15, secondsApart: 20);
        await SilentAsync(back, 15, secondsApart: 20);
        await EndedAsync(gone, 15, apart: 1, "Lost");
        await app.Database.RunAsync("update network.session set last_at = last_at - interval '20 minutes', ended_at = ended_at - interval '20 minutes', lost_at = ended_at - interval '15 minutes' where node_id = $1", gone);
        await app.JobAsync("network.accounting");
        // Its access server only could not tell: they are there.
        await app.Database.RunAsync("update network.session set ended_at = null, end_cause = null, last_at = now() where node_id = $1", back);

        await app.JobAsync("network.outages");

        Assert.Equal([silent], await DownAsync(silent, gone, back));
        Assert.Equal(15, await app.Database.ValueAsync<int>("select fallen from network.outage where node_id = $1", silent));
        // It began when they were last heard of, not when that was noticed.
        Assert.True(await app.Database.ValueAsync<bool>("select began_at between now() - interval '26 minutes' and now() - interval '19 minutes' from network.outage where node_id = $1", silent));

        await OnlineAsync(silent, 15, minutesAgo: 0);
        await app.JobAsync("network.outages");
        await app.JobAsync("network.outages");
        Assert.Empty(await DownAsync(silent));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from network.outage where node_id = $1", silent));
    }

    [Fact]
    public async Task Every_outage_that_lasts_is_listed_and_the_latest_fifty_of_the_past()
    {
        var name = NetworkApp.Unique("Muchas");
        await app.Database.RunAsync(
            """
            with node as (insert into network.node (name, kind) select $1 || ' ' || i, 'tower' from generate_series(1, 60) i returning id)
            insert into network.outage (node_id, reason, began_at, began_by) select id, 'Sin luz', now() - interval '90 days', 'Eva' from node
            """, name);
        await app.Database.RunAsync(
            """
            insert into network.outage (node_id, reason, began_at, began_by, ended_at, ended_by)
            select $1, $2 || ' ' || i, now() + make_interval(mins => i), 'Eva', now() + interval '1 day', 'Eva' from generate_series(1, 60) i
            """, await NodeAsync(), $"{name} pasada");

        var page = await app.Admin.GetAsync("/network/outages");

        Assert.Equal(60, page.Texts("tbody .col-name").Count(node => node.StartsWith($"{name} ", StringComparison.Ordinal)));
        Assert.Equal(
            Enumerable.Range(11, 50).Reverse().Select(i => $"{name} pasada {i} (Eva)"),
            page.Texts("td[data-label='Por qué']").Where(why => why.StartsWith($"{name} pasada ", StringComparison.Ordinal)));
        await app.Database.RunAsync("update network.outage set ended_at = now(), ended_by = 'Eva' where reason = 'Sin luz' and ended_at is null");
        await app.Database.RunAsync("update network.outage set began_at = now() - interval '80 days', ended_at = now() - interval '79 days' where reason like $1 || '%'", name);
    }

    private Task<int> SilentAsync(Guid node, int sessions, int secondsApart) => app.Database.RunAsync(
        """
        insert into network.session (unique_id, session_id, node_id, nas_ip, started_at, last_at)
        select host.uuid7()::text, 's', $1, '10.0.0.1', now() - interval '1 day', now() - interval '20 minutes' - make_interval(secs => i * $3) from generate_series(1, $2) i
        """, node, sessions, secondsApart);

    private Task<Guid> NodeAsync() => app.NodeAsync(NetworkApp.Unique("Sesionado"));

    private Task<int> EndedAsync(Guid node, int sessions, int apart, string cause = "Lost-Carrier") => app.Database.RunAsync(
        """
        insert into network.session (unique_id, session_id, node_id, nas_ip, started_at, last_at, ended_at, end_cause, stopped)
        select host.uuid7()::text, 's', $1, '10.0.0.1', now() - interval '1 day', e.at, e.at, $4, true
        from generate_series(1, $2) i cross join lateral (select now() - interval '30 seconds' - make_interval(secs => i * $3) as at) e
        """, node, sessions, apart, cause);

    /// <summary>As if those contracts had been disabled and their access server told.</summary>
    private async Task ToldToEndAsync(Guid node)
    {
        var contract = await app.CreatedAsync(await app.ClientAsync(NetworkApp.Unique("Cortado")));
        await app.Database.RunAsync("update network.session set contract_id = $2 where node_id = $1", node, contract);
        await app.Database.RunAsync(
            """
            insert into network.line (contract_id, wanted_number, wanted_at, needs, applied_number, applied_at, applied_state, next_try_at)
            values ($1, 1, now() - interval '1 minute', 0, 1, now() - interval '40 seconds', 'disabled', now())
            """, contract);
    }

    private Task<int> OnlineAsync(Guid node, int sessions, int minutesAgo) => app.Database.RunAsync(
        """
        insert into network.session (unique_id, session_id, node_id, nas_ip, started_at, last_at)
        select host.uuid7()::text, 's', $1, '10.0.0.1', now() - make_interval(mins => $3), now() from generate_series(1, $2)
        """, node, sessions, minutesAgo);

    private async Task<Guid[]> DownAsync(params Guid[] nodes) => (await app.Database.ValueAsync<Guid[]>(
        "select coalesce(array_agg(node_id), '{}') from network.outages_v1 where ended_at is null and node_id = any ($1)", (object)nodes))!;

    private async Task<Page> DeclareAsync(Guid? node, string reason) => await app.Admin.SubmitAsync(
        await app.Admin.GetAsync("/network/outages"), "form.form", ("Input.NodeId", $"{node}"), ("Input.Reason", reason));

    /// <summary>The one event of a kind about a node, as a subscriber reads it.</summary>
    private async Task<T> ToldAsync<T>(Guid node) => JsonSerializer.Deserialize<T>(
        (await app.Database.ValueAsync<string>(
            "select payload::text from host.event where name = $1 and payload ->> 'nodeId' = $2", EventNameAttribute.Of(typeof(T)), node.ToString()))!,
        JsonSerializerOptions.Web)!;
}
