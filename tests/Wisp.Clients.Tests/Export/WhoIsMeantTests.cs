using System.Net;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Export;

/// <summary>All or filtered, as it was when the button was pressed.</summary>
[Collection(ExportTests.Name)]
[Trait("rule", "EXP-01")]
public sealed class WhoIsMeantTests(ExportApp app)
{
    [Fact]
    [Trait("rule", "EXP-02")]
    public async Task All_are_the_active_ones_and_without_a_filter_so_are_the_filtered()
    {
        var tag = ClientsApp.Unique("todos");
        await app.StoreAsync($"{tag}-1", $"Uno {tag}");
        await app.StoreAsync($"{tag}-2", $"Dos {tag}");
        await app.StoreAsync($"{tag}-3", $"Baja {tag}", status: "deactivated");

        var all = await app.ExportAsync($"/clients?q=uno+{tag}&sort=-email&size=50", scope: "all");
        var unfiltered = await app.ExportAsync("/clients");
        Assert.Equal([$"Uno {tag}", $"Dos {tag}"], all.Names().Where(name => name.EndsWith(tag, StringComparison.Ordinal)));
        Assert.Equal(all.Text, unfiltered.Text);

        Assert.Equal([$"Uno {tag}"], (await app.ExportAsync($"/clients?q=uno+{tag}&sort=-email&size=50")).Names());
        Assert.Equal([$"Baja {tag}"], (await app.ExportAsync($"/clients?q={tag}&status=deactivated")).Names());
        Assert.Equal([$"Dos {tag}"], (await app.ExportAsync($"/clients?name={tag}&id={tag}-2,{tag}-3")).Names());
        // Two letters search names by their beginning and IDs by theirs; who is found both ways is one client.
        await app.StoreAsync($"QY{tag}", $"Qy {tag}");
        Assert.Equal([$"Qy {tag}"], (await app.ExportAsync("/clients?q=qy")).Names());
    }

    [Fact]
    public async Task A_filter_that_cannot_be_applied_exports_nothing()
    {
        var list = await app.Admin.GetAsync("/clients?contracts.unknown=x");
        var jobs = await JobsAsync();
        var answer = await app.Admin.SubmitAsync(list, "#export", ("scope", "filtered"));
        Assert.Equal("/clients?contracts.unknown=x", answer.Location);
        Assert.Contains("No se exportó nada: el filtro «contracts.unknown» no se puede aplicar", (await app.Admin.FollowAsync(answer)).Text, StringComparison.Ordinal);
        Assert.Equal(jobs, await JobsAsync());
    }

    [Fact]
    [Trait("rule", "EXP-10")]
    public async Task A_filter_whose_module_went_away_meanwhile_exports_nothing()
    {
        Guid job;
        await using (await app.Import.Worker!.FrozenAsync())
        {
            job = await ExportApp.PressAsync(app.Admin, "/clients?name=nadie");
            await app.Database.RunAsync("update host.job set arguments = jsonb_set(arguments, '{query}', '\"?contracts.unknown=x\"') where id = $1", job);
        }

        Assert.Contains("el filtro «contracts.unknown»", await app.FailureAsync(job), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "EXP-10")]
    public async Task The_filter_and_the_scope_are_those_of_the_press()
    {
        var tag = ClientsApp.Unique("propios");
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own", "clients.export");
        var mine = await app.StoreAsync($"{tag}-1", $"Propia {tag}");
        await app.StoreAsync($"{tag}-2", $"Ajena {tag}");
        await app.Database.RunAsync(
            """
            with k as (insert into clients.collector (name, operator_id, created_at, updated_at) values ($1, $2, now(), now()) returning id)
            update clients.client set collector_id = k.id from k where client.id = $3
            """, tag, account.Id, mine);
        using var own = await app.Import.Wisp.SignInAsync(account);

        Guid filtered, all;
        await using (await app.Import.Worker!.FrozenAsync())
        {
            filtered = await ExportApp.PressAsync(own, $"/clients?q={tag}");
            all = await ExportApp.PressAsync(own, "/clients", scope: "all");
            await app.Database.RunAsync("update host.role_permission set scope = 'all' where role_id = (select role_id from host.operator_role where operator_id = $1)", account.Id);
        }

        Assert.Equal([$"Propia {tag}"], (await app.FetchAsync(own, filtered)).Names());
        Assert.Equal([$"Propia {tag}"], (await app.FetchAsync(own, all)).Names());
    }

    [Fact]
    [Trait("rule", "EXP-09")]
    public async Task Who_may_not_export_any_more_gets_no_file()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        using var browser = await app.Import.Wisp.SignInAsync(account);
        Guid job;
        await using (await app.Import.Worker!.FrozenAsync())
        {
            job = await ExportApp.PressAsync(browser, "/clients");
            await app.Database.RunAsync("delete from host.role_permission where permission = 'clients.export' and role_id = (select role_id from host.operator_role where operator_id = $1)", account.Id);
        }

        Assert.Equal("No se exportó nada: ya no tenés el permiso para exportar clientes.", await app.FailureAsync(job));
    }

    [Fact]
    [Trait("rule", "EXP-09")]
    public async Task Without_the_permission_there_is_no_button_and_no_way()
    {
        using var browser = await app.Import.Wisp.SignInAsync("clients.view");
        var list = await browser.GetAsync("/clients");
        Assert.Null(list.Document.QuerySelector("#export"));
        Assert.Null(list.Document.QuerySelector("[form=export]"));
        var jobs = await JobsAsync();
        var token = list.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await browser.PostAsync("/clients/export", [new("__RequestVerificationToken", token), new("scope", "all"), new("format", "csv")]);
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(jobs, await JobsAsync());
    }

    private Task<long> JobsAsync() => app.Database.ValueAsync<long>("select count(*) from host.job where key = 'clients.export'");
}
