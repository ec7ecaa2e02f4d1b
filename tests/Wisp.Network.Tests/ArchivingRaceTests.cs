using System.Net;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>Somebody archives what somebody else is choosing.</summary>
[Collection(ScreenTests.Name)]
public sealed class ArchivingRaceTests(NetworkApp app)
{
    [Theory]
    [InlineData("plan", "Input.PlanId", "Plan: ese plan ya no se ofrece. Elegí otro.")]
    [InlineData("server", "Input.ServerId", "Servidor: ese servidor ya no se ofrece. Elegí otro.")]
    [InlineData("node", "Input.NodeId", "Nodo: ese nodo ya no se ofrece. Elegí otro.")]
    public async Task A_contract_waits_for_who_archives_and_is_refused(string table, string field, string said)
    {
        var client = await app.ClientAsync("Apurada");
        var chosen = await ItemAsync(table);

        var refused = await MeanwhileAsync($"update network.{table} set archived_at = now() where id = $1", chosen, () => app.CreateAsync(client, (field, $"{chosen}")));

        NetworkApp.Refused(refused, said);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from network.contract where client_id = $1", client));
    }

    [Fact]
    public async Task A_node_does_not_hang_from_a_server_that_is_archived_meanwhile()
    {
        var (name, server) = (NetworkApp.Unique("Torre"), await ItemAsync("server"));

        var refused = await MeanwhileAsync("update network.server set archived_at = now() where id = $1", server, async () => await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/network/nodes/edit"), "form.form", ("Input.Name", name), ("Input.ServerId", $"{server}")));

        NetworkApp.Refused(refused, "Servidor: ese servidor ya no se ofrece. Elegí otro.");
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from network.node where name = $1", name));
    }

    [Theory]
    [InlineData("server")]
    [InlineData("node")]
    public async Task Who_archives_waits_for_a_contract_that_is_being_saved_and_finds_it(string table)
    {
        var (client, chosen) = (await app.ClientAsync("Por guardar"), await ItemAsync(table));
        var name = await app.Database.ValueAsync<string>($"select name::text from network.{table} where id = $1", chosen);
        var list = await app.Admin.GetAsync($"/network/{table}s?q={name}");

        // Held as the form holds it; a foreign key alone would not make the other wait.
        var refused = await MeanwhileAsync(
            $"""
            with held as (select id from network.{table} where id = $1 for share)
            insert into network.contract (client_id, plan_id, server_id, node_id, state_changed_at, start_date, created_at)
            select '{client}', '{app.Plan}', {(table == "server" ? "held.id" : $"'{app.Server}'")}, {(table == "node" ? "held.id" : "null")}, now(), '2026-01-01', now() from held
            """, chosen, () => app.Admin.SubmitAsync(list, $"button[formaction*='{chosen}']"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(await app.Database.ValueAsync<bool>($"select archived_at is null from network.{table} where id = $1", chosen));
    }

    [Fact]
    public async Task An_ended_contract_keeps_its_archived_server_and_does_not_come_back_on_it()
    {
        var server = await ItemAsync("server");
        var contract = await app.ContractAsync(await app.ClientAsync("De antes"), server: server, start: new DateOnly(2026, 1, 1));
        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.EndDate", "2026-01-31")));
        await app.Database.RunAsync("update network.server set archived_at = now() where id = $1", server);

        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.Details", "Devolvió la antena")));
        NetworkApp.Refused(await app.EditAsync(contract, ("Input.EndDate", "")), "Servidor: ese servidor ya no se ofrece. Elegí otro.");

        Assert.True(await app.StoredAsync<bool>(contract, "ended"));
    }

    private Task<Guid> ItemAsync(string table) => table switch
    {
        "plan" => app.PlanAsync(NetworkApp.Unique("Fugaz")),
        "server" => app.ServerAsync(NetworkApp.Unique("Fugaz")),
        _ => app.NodeAsync(NetworkApp.Unique("Fugaz")),
    };

    /// <summary>Does something in a transaction that commits only when the page waits for it.</summary>
    private async Task<Page> MeanwhileAsync(string sql, Guid id, Func<Task<Page>> page)
    {
        await using var connection = await app.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.Sql(sql, id).RunAsync();
        var answer = page();
        await Eventually.BecomesAsync(
            () => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"), n => n > 0, seconds: 20);
        await transaction.CommitAsync();
        return await answer;
    }
}
