namespace Wisp.Network.Tests.Import;

/// <summary>Rows that name a contract change it.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class ChangingTests(ImportApp app)
{
    [Fact]
    public async Task Only_what_the_file_brings_is_changed_and_audited_and_a_second_time_nothing_is()
    {
        var word = NetworkApp.Unique("cambio");
        var client = await app.ClientAsync(word);
        var id = await app.App.CreatedAsync(
            client, ("Input.NodeId", $"{app.App.Node}"), ("Input.StartDate", "2026-02-03"), ("Input.Ip", "10.93.0.9"), ("Input.MacAddress", "aa-bb-cc-00-11-22"),
            ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", word), ("Input.PppoePassword", "clave vieja"), ("Input.Address", "Ruta 3"), ("Input.Details", "Antena"));
        var (number, sealedBefore) = (await app.App.StoredAsync<long>(id, "public_id"), await app.App.StoredAsync<string>(id, "pppoe_password"));
        var (planName, plan) = (NetworkApp.Unique("Rápido"), default(Guid));
        plan = await app.App.PlanAsync(planName);
        var file =
            $"""
            ID contrato;Plan;IP;Estado;Contraseña PPPoE;Ciudad;Observaciones
            {number};{planName};10.93.0.10;Deshabilitado;clave vieja;Azul;
            """;

        var outcome = await app.ImportAsync(file);

        Assert.Equal(("done", 1L, 0L, 0L), outcome.Counts);
        Assert.Equal("Creados: 0 · actualizados: 1 · sin cambios: 0 · con errores: 0.", outcome.Message);
        Assert.Equal(
            $"{plan}|{app.App.Server}|{app.App.Node}|2026-02-03|10.93.0.10|aa:bb:cc:00:11:22|t|{word}|Ruta 3|Antena|disabled operator importación de contratos",
            await app.App.StoredAsync<string>(id, "concat_ws('|', plan_id, server_id, node_id, start_date, host(ip), mac_address, pppoe_enabled, pppoe_username, address, details, concat_ws(' ', state, state_origin, state_reason))"));
        // The same password is left as it was sealed.
        Assert.Equal(sealedBefore, await app.App.StoredAsync<string>(id, "pppoe_password"));
        var batch = await app.Database.ValueAsync<Guid>("select batch_id from host.job where id = $1", outcome.Job);
        Assert.Equal("enabled disabled operator", await app.Database.ValueAsync<string>("select concat_ws(' ', from_state, to_state, origin) from network.state_change where contract_id = $1", id));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1 and batch_id = $2", id, batch));

        Assert.Equal(("done", 0L, 1L, 0L), (await app.ImportAsync(file)).Counts);
        Assert.Equal(("done", 1L, 0L, 0L), (await app.ImportAsync($"contract_id;password\n{number};clave nueva\n")).Counts);
        Assert.NotEqual(sealedBefore, await app.App.StoredAsync<string>(id, "pppoe_password"));
        Assert.Equal(["clave nueva"], (await app.App.Admin.SubmitAsync(await app.App.Admin.GetAsync($"/contracts/{id}"), "#secret form")).Texts("#secret code"));
    }

    [Fact]
    public async Task What_a_contract_may_not_become_is_told_and_none_of_its_row_is_written()
    {
        var word = NetworkApp.Unique("firme");
        var (client, other) = (await app.ClientAsync($"{word}1"), await app.ClientAsync($"{word}2"));
        var (one, two) = (await app.App.ContractAsync(client, ip: "10.94.0.1"), await app.App.ContractAsync(client, ip: "10.94.0.2"));
        var foreign = await app.App.ContractAsync(other);
        var (n1, n2, n3) = (await NumberAsync(one), await NumberAsync(two), await NumberAsync(foreign));

        var outcome = await app.ImportAsync(
            $"""
            ID contrato;ID cliente;IP;Estado;Último día;Observaciones
            {n1};{word}1;10.94.0.2;;;uno
            {n2};{word}1;;deshabilitado por el sistema;;dos
            {n3};{word}1;;;;tres
            99999999;{word}1;;;;cuatro
            {n2};{word}1;;;;cinco
            ;{word}1;10.94.0.1;;;seis
            """);

        Assert.Equal(
            [
                new(2, "IP", "10.94.0.2", "Dirección IP: otro contrato en curso de ese servidor ya tiene 10.94.0.2."),
                new(3, "Estado", "deshabilitado por el sistema", "Ese estado lo pone el sistema: un contrato que ya está se deshabilita a mano o por sus facturas."),
                new(4, "ID contrato", $"{n3}", $"El contrato {n3} es de otro cliente, y un contrato no cambia de cliente."),
                new(5, "ID contrato", "99999999", "No hay un contrato con el número «99999999», o tu rol no te deja verlo. Para crear uno, dejá la celda vacía."),
                new(6, "ID contrato", $"{n2}", "Ya está en la línea 3 de este archivo."),
                new(7, "Plan", null, "Plan: elegí uno. Servidor: elegí uno. Comienza: escribí desde qué día."),
            ],
            outcome.Refused);
        Assert.Equal(("done", 0L, 0L, 6L), outcome.Counts);
        foreach (var contract in new[] { one, two, foreign }) Assert.True(await app.App.StoredAsync<bool>(contract, "details is null"));
    }

    [Fact]
    public async Task A_contract_may_end_and_leave_its_address_to_another_of_the_same_file()
    {
        var word = NetworkApp.Unique("relevo");
        var (client, next) = (await app.ClientAsync($"{word}1"), await app.ClientAsync($"{word}2"));
        var old = await app.App.ContractAsync(client, ip: "10.95.0.1");
        Assert.NotEqual(Guid.Empty, next);

        var outcome = await app.ImportAsync(
            $"""
            ID contrato;ID cliente;Plan;Servidor;Comienza;Último día;IP
            ;{word}2;Hogar;Central;2026-06-01;;10.95.0.1
            {await NumberAsync(old)};;;;;2026-05-31;
            """);

        Assert.Equal(("done", 2L, 0L, 0L), outcome.Counts);
        Assert.Equal("disabled system t", await app.App.StoredAsync<string>(old, "concat_ws(' ', state, state_origin, ended)"));
        Assert.Equal("10.95.0.1", await app.OfAsync<string>($"{word}2", "host(ip)"));
    }

    [Fact]
    public async Task Who_sees_only_the_contracts_of_his_own_clients_changes_no_other_and_learns_nothing_of_them()
    {
        var word = NetworkApp.Unique("ajeno");
        var (mine, other) = (await app.ClientAsync($"{word}1"), await app.ClientAsync($"{word}2"));
        var (own, foreign) = (await app.App.ContractAsync(mine), await app.App.ContractAsync(other));
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "contracts.view:own", "contracts.edit");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ($3, $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.id = $2
            """, account.Id, mine, word);
        using var browser = await app.App.Wisp.SignInAsync(account);
        var (n1, n2) = (await NumberAsync(own), await NumberAsync(foreign));

        var preview = await ImportApp.UploadAsync(browser, Bytes.Of($"ID contrato;ID cliente;Plan;Servidor;Comienza;Observaciones\n{n1};;;;;propia\n{n2};;;;;ajena\n;{word}2;Hogar;Central;2026-01-01;nueva\n"));
        var outcome = await app.EndAsync(await ImportApp.StartAsync(browser, preview));

        Assert.Equal(("done", 1L, 0L, 2L), outcome.Counts);
        Assert.Equal(
            [(3, $"No hay un contrato con el número «{n2}», o tu rol no te deja verlo. Para crear uno, dejá la celda vacía."), (4, $"No hay un cliente con el ID «{word}2», o tu rol no te deja verlo.")],
            outcome.Refused.Select(refused => (refused.Line, refused.Rule)));
        Assert.Equal("propia", await app.App.StoredAsync<string>(own, "details"));
        Assert.True(await app.App.StoredAsync<bool>(foreign, "details is null"));
    }

    [Fact]
    public async Task A_row_imported_before_whose_contract_a_person_changed_since_overwrites_nothing()
    {
        var word = NetworkApp.Unique("despues");
        await app.ClientAsync(word);
        var file = $"ID cliente;Plan;Servidor;Comienza;Observaciones\n{word};Hogar;Central;2026-01-01;del archivo\n";
        Assert.Equal(("done", 1L, 0L, 0L), (await app.ImportAsync(file)).Counts);
        var id = await app.OfAsync<Guid>(word, "c.id");
        NetworkApp.IdOf(await app.App.EditAsync(id, ("Input.Details", "de la persona")));

        var again = await app.ImportAsync(file);

        Assert.Equal(("done", 0L, 0L, 1L), again.Counts);
        Assert.Equal(
            [new(2, "Observaciones", "del archivo", $"El contrato {await NumberAsync(id)} de este cliente ya existe con otro dato. Para cambiarlo, poné su número en una columna «ID contrato».")],
            again.Refused);
        Assert.Equal((1, "de la persona"), (await app.CountAsync(word), await app.App.StoredAsync<string>(id, "details")));
    }

    private Task<long> NumberAsync(Guid contract) => app.App.StoredAsync<long>(contract, "public_id");
}
