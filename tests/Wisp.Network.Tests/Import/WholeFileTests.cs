using System.Globalization;
using System.Net;
using System.Text;

namespace Wisp.Network.Tests.Import;

/// <summary>Files of many good rows: tried, imported, imported again.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class WholeFileTests(ImportApp app)
{
    private const string Audited = "select count(*) from host.audit where table_name = 'contract'";

    [Fact]
    public async Task Two_thousand_contracts_go_in_and_the_same_file_again_changes_nothing()
    {
        const int Rows = 2_000;
        var word = NetworkApp.Unique("mil");
        await app.ClientsAsync(word, Rows);
        var text = new StringBuilder("ID cliente;Plan;Servidor;Nodo;Comienza;Dirección IP;Dirección MAC;Usuario PPPoE;Contraseña PPPoE;Dirección;Altura;Ciudad;Latitud;Longitud;Observaciones;Estado\r\n");
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{word}{i};HOGAR;central;Cerro;03/02/2026;10.{40 + (i / 250)}.0.{i % 250};AA-BB-CC-00-{i / 100:00}-{i % 100:00};{word}.{i};clave {i};Calle {i};{i};Azul;-38,5489;-58.7505;Nota {i};{(i % 4 == 0 ? "Deshabilitado" : "Habilitado")}\r\n");
        var audited = await app.Database.ValueAsync<long>(Audited);

        // A trial tells the same and writes nothing.
        var tried = await app.ImportAsync(text.ToString(), dryRun: true);
        Assert.Equal(("done", 2_000L, 0L, 0L), tried.Counts);
        Assert.Equal("Prueba, no se guardó nada. Se crearían: 2.000 · se actualizarían: 0 · quedarían sin cambios: 0 · con errores: 0.", tried.Message);
        Assert.Equal((0, audited), (await app.CountAsync(word), await app.Database.ValueAsync<long>(Audited)));

        var first = await app.ImportAsync(text.ToString());
        Assert.Equal(("done", 2_000L, 0L, 0L), first.Counts);
        Assert.Equal("Creados: 2.000 · actualizados: 0 · sin cambios: 0 · con errores: 0.", first.Message);
        Assert.Equal(
            $"{app.App.Plan}|{app.App.Server}|{app.App.Node}|10.40.0.7|aa:bb:cc:00:00:07|t|{word}.7|Calle 7 7, Azul|-38.5489 -58.7505|2026-02-03|Nota 7|enabled operator|f",
            await app.OfAsync<string>($"{word}7", "concat_ws('|', plan_id, server_id, node_id, host(ip), mac_address, pppoe_enabled, pppoe_username, c.address, ext.st_y(c.location) || ' ' || ext.st_x(c.location), start_date, c.details, state || ' ' || state_origin, ended)"));
        Assert.Equal("disabled operator importación de contratos", await app.OfAsync<string>($"{word}8", "concat_ws(' ', state, state_origin, state_reason)"));
        Assert.Equal(500, await app.Database.ValueAsync<long>("select count(*) from network.state_change s join network.contract c on c.id = s.contract_id where c.pppoe_username like $1 || '.%' and s.to_state = 'disabled'", word));

        // The password is sealed as the form seals it, and the file that brought it is gone.
        var id = await app.OfAsync<Guid>($"{word}7", "c.id");
        var page = await app.App.Admin.GetAsync($"/contracts/{id}");
        Assert.Contains("Importación de contratos", (await app.App.Admin.GetAsync($"/contracts/{await app.OfAsync<Guid>($"{word}8", "c.id")}")).Text, StringComparison.Ordinal);
        Assert.Equal(["clave 7"], (await app.App.Admin.SubmitAsync(page, "#secret form")).Texts("#secret code"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.file f join host.job j on j.arguments::text like '%' || f.id::text || '%' where j.id = $1", first.Job));

        audited = await app.Database.ValueAsync<long>(Audited);
        var again = await app.ImportAsync(text.ToString());
        Assert.Equal(("done", 0L, 2_000L, 0L), again.Counts);
        // In another order and with one row more it is another file, and the contracts are known by their addresses.
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        await app.ClientAsync($"{word}otra");
        var other = await app.ImportAsync(string.Join("\n", [lines[0], .. lines[1..].Reverse(), $"{word}otra;Hogar;Central;;2026-03-01;;;;;;;;;;;"]));
        Assert.Equal(("done", 1L, 2_000L, 0L), other.Counts);
        Assert.Equal((2_001, audited + 1), (await app.CountAsync(word), await app.Database.ValueAsync<long>(Audited)));
    }

    [Fact]
    public async Task A_workbook_with_the_headings_of_Wispro_and_contracts_without_any_address_go_in_once()
    {
        var word = NetworkApp.Unique("planilla");
        await app.ClientAsync(word, "20.123.456");
        var file = Xlsx.Of(
            ["public_id", "client_id", "national_identification_number", "plan_name", "server_name", "node_name", "state", "start_date", "end_date", "ip", "netmask", "mac_address", "pppoe_enabled", "pppoe_username", "pppoe_password", "latitude", "longitude", "address_street", "address_number", "address_city", "address_state", "address_additional_data", "details"],
            [7, word, 20123456, "Hogar", "Central", null, "enabled", new DateTime(2026, 2, 3), null, null, "255.255.255.0", null, false, null, null, -38.5489, -58.7505, "Ruta 3", 120, "Azul", "Buenos Aires", "Fondo", "Antena"],
            [8, word, 20123456, "Hogar", "Central", null, "disabled", new DateTime(2026, 2, 4), null, null, "255.255.255.0", null, false, null, null, null, null, null, null, null, null, null, null]);
        var preview = await ImportApp.UploadAsync(app.App.Admin, file, "contratos.xlsx");
        Assert.Equal(
            ["", "ClientId", "Document", "Plan", "Server", "Node", "State", "StartDate", "EndDate", "Ip", "", "Mac", "PppoeEnabled", "PppoeUsername", "PppoePassword", "Latitude", "Longitude", "Address", "AddressNumber", "City", "Region", "AddressExtra", "Details"],
            Enumerable.Range(0, 23).Select(i => ImportApp.Chosen(preview, i)));
        Assert.Equal("Es de otro sistema o se llena sola.", preview.Texts("#column-0-note").Single());

        Assert.Equal(("done", 2L, 0L, 0L), (await app.ImportAsync(preview)).Counts);
        Assert.Equal("Ruta 3 120, Azul, Buenos Aires|Fondo|Antena|f", await app.OfAsync<string>(word, "concat_ws('|', c.address, c.address_additional_data, c.details, pppoe_enabled)"));

        // Nothing but their lines tells them: the same file knows them.
        Assert.Equal(("done", 0L, 2L, 0L), (await app.ImportAsync(await ImportApp.UploadAsync(app.App.Admin, file, "otra.xlsx"))).Counts);
        Assert.Equal(2, await app.CountAsync(word));
    }

    [Fact]
    public async Task A_contract_whose_last_day_has_passed_is_over_and_takes_no_address()
    {
        var word = NetworkApp.Unique("viejo");
        await app.ClientsAsync(word, 3);
        var outcome = await app.ImportAsync(
            $"""
            ID cliente;Plan;Servidor;Comienza;Último día;IP
            {word}1;Hogar;Central;2025-01-01;2025-12-31;10.90.0.1
            {word}2;Hogar;Central;2025-01-01;2025-12-31;10.90.0.1
            {word}3;Hogar;Central;2026-01-01;;10.90.0.1
            """);

        Assert.Equal(("done", 3L, 0L, 0L), outcome.Counts);
        Assert.Equal("disabled system fin del contrato t", await app.OfAsync<string>($"{word}1", "concat_ws(' ', state, state_origin, state_reason, ended)"));
        Assert.Equal("enabled f", await app.OfAsync<string>($"{word}3", "concat_ws(' ', state, ended)"));
    }

    [Fact]
    public async Task The_list_leads_to_it_and_only_for_who_may_edit_contracts()
    {
        Assert.NotNull((await app.App.Admin.GetAsync("/contracts")).Document.QuerySelector("a[href='/contracts/import']"));
        var preview = await app.UploadAsync("ID cliente;Plan;Servidor;Comienza;Clave\n1;Hogar;Central;2026-01-01;reservada-1\n");
        Assert.DoesNotContain("reservada-1", preview.Body, StringComparison.Ordinal);
        using var reader = await app.App.Wisp.SignInAsync("clients.view", "contracts.view");
        Assert.Null((await reader.GetAsync("/contracts")).Document.QuerySelector("a[href='/contracts/import']"));
        Assert.NotEqual(HttpStatusCode.OK, (await reader.GetAsync("/contracts/import")).Status);
        using var colleague = await app.App.Wisp.SignInAsync("clients.view", "contracts.view", "contracts.edit");
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(preview.Url)).Status);

        // States are for who may change them.
        var states = await ImportApp.UploadAsync(colleague, Bytes.Of("ID cliente;Plan;Servidor;Comienza;Estado\n1;Hogar;Central;2026-01-01;habilitado\n"));
        Assert.Contains("Tu rol no permite cambiar el estado de los contratos: no importes esa columna.", states.Text, StringComparison.Ordinal);
    }
}
