using System.Net;

namespace Wisp.Network.Tests;

[Collection(ScreenTests.Name)]
public sealed class ContractFormTests(NetworkApp app)
{
    [Fact]
    [Trait("rule", "PANEL-02")]
    public async Task A_contract_keeps_what_was_typed_and_shows_in_the_panel_and_on_the_page()
    {
        var client = await app.ClientAsync("Ana Pereyra");
        var other = await app.PlanAsync(NetworkApp.Unique("Rápido"));
        var from = (await app.TodayAsync()).AddDays(10);

        var id = await app.CreatedAsync(
            client, ("Input.NodeId", $"{app.Node}"), ("Input.StartDate", "2026-02-03"), ("Input.EndDate", "2199-12-31"), ("Input.Ip", "10.7.0.9"),
            ("Input.MacAddress", "aa-bb-cc-00-11-22"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "ana.pereyra"), ("Input.PppoePassword", "clave secreta 9"),
            ("Input.Address", " Ruta 3,  km 12 "), ("Input.Latitude", "-38,5489"), ("Input.Longitude", "-58.7505"), ("Input.Details", "Antena\r\nen el techo"),
            ("Input.NextPlanId", $"{other}"), ("Input.NextPlanFrom", $"{from:yyyy-MM-dd}"));

        Assert.Equal(
            $"10.7.0.9|aa:bb:cc:00:11:22|ana.pereyra|Ruta 3, km 12|-38.5489 -58.7505|Antena\nen el techo|enabled operator|{from:yyyy-MM-dd}",
            await app.StoredAsync<string>(id, "concat_ws('|', host(ip), mac_address, pppoe_username, address, ext.st_y(location) || ' ' || ext.st_x(location), details, state || ' ' || state_origin, next_plan_from)"));

        var part = await app.Admin.GetAsync($"/contracts/of/{client}");
        Assert.Equal(["Habilitado"], part.Texts(".state"));
        Assert.Equal(
            ["Hogar", $"{await NameAsync(other)}, desde el {from:d/M/yyyy}", "Central", "Cerro", "10.7.0.9", "3/2/2026", "31/12/2199"], part.Texts("dl dd"));

        // The tab and the card ask for that part.
        Assert.Contains("Contratos y nodos", (await app.Admin.GetAsync($"/clients?sel={client}")).Texts(".tabs a"));
        Assert.NotNull((await app.Admin.GetAsync($"/clients/{client}")).Document.QuerySelector($"[hx-get='/contracts/of/{client}']"));
    }

    [Fact]
    [Trait("rule", "PANEL-02")]
    public async Task The_panel_says_what_the_system_disabled_and_when_there_is_nothing()
    {
        var client = await app.ClientAsync("Cortada");
        Assert.Contains("Este cliente no tiene contratos.", (await app.Admin.GetAsync($"/contracts/of/{client}")).Text, StringComparison.Ordinal);

        await app.ContractAsync(client, "disabled", "system");
        await app.ContractAsync(client, "disabled");

        Assert.Equal(["Deshabilitado", "Deshabilitado por el sistema"], (await app.Admin.GetAsync($"/contracts/of/{client}")).Texts(".state").Order());
    }

    [Fact]
    public async Task Passwords_are_encrypted_and_stand_in_no_page_and_no_audit()
    {
        var client = await app.ClientAsync("Secreta");
        var id = await app.CreatedAsync(client, ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "secreta"), ("Input.PppoePassword", "muy-oculta-1"));
        var stored = await app.StoredAsync<string>(id, "pppoe_password");
        Assert.DoesNotContain("muy-oculta-1", stored, StringComparison.Ordinal);

        // Left blank it stays; typed again it is another.
        NetworkApp.IdOf(await app.EditAsync(id, ("Input.Details", "x")));
        Assert.Equal(stored, await app.StoredAsync<string>(id, "pppoe_password"));
        NetworkApp.IdOf(await app.EditAsync(id, ("Input.PppoePassword", "muy-oculta-2")));
        Assert.NotEqual(stored, await app.StoredAsync<string>(id, "pppoe_password"));

        foreach (var url in new[] { $"/contracts/{id}", $"/contracts/{id}/edit", $"/contracts/of/{client}", $"/clients/{client}/history", "/audit" })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.DoesNotContain("muy-oculta", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(stored!, page.Body, StringComparison.Ordinal);
        }

        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.audit where strpos(concat(old, new), $1) > 0 or strpos(concat(old, new), 'muy-oculta') > 0", stored));
        var refused = await app.EditAsync(id, ("Input.PppoePassword", "muy-ocultá"));
        NetworkApp.Refused(refused, "Contraseña PPPoE: sólo letras sin tilde, números y signos.");
        Assert.DoesNotContain("muy-ocult", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PlanId", "", "Plan: elegí uno.")]
    [InlineData("ServerId", "", "Servidor: elegí uno.")]
    [InlineData("NodeId", "0a000000-0000-7000-8000-0000000000ff", "Nodo: ese nodo ya no se ofrece. Elegí otro.")]
    [InlineData("StartDate", "", "Comienza: escribí desde qué día.")]
    [InlineData("StartDate", "31/02/2026", "Comienza: «31/02/2026» no es una fecha.")]
    [InlineData("EndDate", "2020-01-01", "Último día: el 1/1/2020 es antes del comienzo, 5/5/2026.")]
    [InlineData("Ip", "10.0.1", "Dirección IP: «10.0.1» no es una dirección como 10.0.0.7 o 2001:db8::7.")]
    [InlineData("Ip", "10.0.0.256", "Dirección IP: «10.0.0.256» no es una dirección como 10.0.0.7 o 2001:db8::7.")]
    [InlineData("MacAddress", "aa:bb:cc", "Dirección MAC: «aa:bb:cc» no es una dirección como AA:BB:CC:DD:EE:FF.")]
    [InlineData("Latitude", "91", "Latitud y longitud: «91» y «» no son un punto. Van las dos, en grados de -90 a 90 y de -180 a 180.")]
    [InlineData("NextPlanFrom", "2199-01-01", "Plan siguiente: elegí a cuál cambia ese día.")]
    public async Task What_is_wrong_is_named_with_field_value_and_rule(string field, string typed, string said)
    {
        var client = await app.ClientAsync("Con error");
        (string, string?)[] start = field == "StartDate" ? [] : [("Input.StartDate", "2026-05-05")];

        NetworkApp.Refused(await app.CreateAsync(client, [.. start, ($"Input.{field}", typed)]), said);

        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from network.contract where client_id = $1", client));
    }

    [Fact]
    public async Task An_address_and_a_user_are_of_one_contract_in_course_on_a_server()
    {
        var client = await app.ClientAsync("Repetida");
        var first = await app.CreatedAsync(client, ("Input.Ip", "10.9.9.9"), ("Input.PppoeUsername", "repetida"));

        NetworkApp.Refused(await app.CreateAsync(client, ("Input.Ip", "10.9.9.9")), "Dirección IP: otro contrato en curso de ese servidor ya tiene 10.9.9.9.");
        NetworkApp.Refused(await app.CreateAsync(client, ("Input.PppoeUsername", "REPETIDA")), "Usuario PPPoE: otro contrato en curso de ese servidor ya usa «REPETIDA».");
        await app.CreatedAsync(client, ("Input.Ip", "10.9.9.9"), ("Input.ServerId", $"{await app.ServerAsync(NetworkApp.Unique("Otra"))}"));

        // Ended, it leaves them to the next; it does not come back while another has them.
        NetworkApp.IdOf(await app.EditAsync(first, ("Input.StartDate", "2026-01-01"), ("Input.EndDate", "2026-01-31")));
        await app.CreatedAsync(client, ("Input.Ip", "10.9.9.9"));
        NetworkApp.Refused(await app.EditAsync(first, ("Input.EndDate", "")), "Dirección IP: otro contrato en curso de ese servidor ya tiene 10.9.9.9.");
    }

    [Fact]
    public async Task A_retired_plan_stays_on_old_contracts_and_is_offered_to_no_new_one()
    {
        var plan = await app.PlanAsync(NetworkApp.Unique("Viejo"));
        var client = await app.ClientAsync("Fiel");
        var id = await app.CreatedAsync(client, ("Input.PlanId", $"{plan}"));
        var list = await app.Admin.GetAsync("/network/plans");
        await app.Admin.SubmitAsync(list, $"button[formaction*='{plan}']");
        Assert.True(await app.Database.ValueAsync<bool>("select not active from network.plans_v1 where id = $1", plan));

        NetworkApp.IdOf(await app.EditAsync(id, ("Input.Details", "sigue")));
        Assert.Equal(plan, await app.StoredAsync<Guid>(id, "plan_id"));
        Assert.DoesNotContain(await NameAsync(plan), (await app.Admin.GetAsync($"/contracts/new/{client}")).Texts("option"));
        NetworkApp.Refused(await app.CreateAsync(client, ("Input.PlanId", $"{plan}")), "Plan: ese plan ya no se ofrece. Elegí otro.");
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told()
    {
        var id = await app.ContractAsync(await app.ClientAsync("De dos"));
        var (mine, yours) = (await app.Admin.GetAsync($"/contracts/{id}/edit"), await app.Admin.GetAsync($"/contracts/{id}/edit"));
        NetworkApp.IdOf(await app.Admin.SubmitAsync(mine, "form.form", ("Input.Details", "primera")));

        NetworkApp.Refused(
            await app.Admin.SubmitAsync(yours, "form.form", ("Input.Details", "segunda")), "Alguien lo cambió mientras lo mirabas. Volvé a abrirlo y probá de nuevo.");

        Assert.Equal("primera", await app.StoredAsync<string>(id, "details"));
    }

    [Fact]
    public async Task Each_sees_and_does_what_his_role_allows()
    {
        var (mine, other) = (await app.ClientAsync("Mía"), await app.ClientAsync("Ajena"));
        var (seen, hidden) = (await app.ContractAsync(mine), await app.ContractAsync(other));
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own", "contracts.view:own");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('Cobra', $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.id = $2
            """, account.Id, mine);
        using var collector = await app.Wisp.SignInAsync(account);

        Assert.Equal(HttpStatusCode.OK, (await collector.GetAsync($"/contracts/{seen}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await collector.GetAsync($"/contracts/of/{mine}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/contracts/{hidden}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/contracts/of/{other}")).Status);
        Assert.Equal(["Mía"], (await collector.GetAsync("/contracts")).Texts("tbody .col-name"));
        foreach (var url in new[] { $"/contracts/{seen}/edit", $"/contracts/{seen}/state", $"/contracts/new/{mine}", "/network/plans" })
            Assert.NotEqual(HttpStatusCode.OK, (await collector.GetAsync(url)).Status);
        Assert.Empty((await collector.GetAsync($"/contracts/{seen}")).Texts(".page-head .actions a"));
    }

    private async Task<string> NameAsync(Guid plan) => (await app.Database.ValueAsync<string>("select name::text from network.plan where id = $1", plan))!;
}
