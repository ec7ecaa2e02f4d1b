using System.Net;

namespace Wisp.Network.Tests;

[Collection(ScreenTests.Name)]
public sealed class CatalogTests(NetworkApp app)
{
    [Fact]
    public async Task A_plan_has_speeds_price_and_frequency_and_is_listed_with_its_contracts()
    {
        var name = NetworkApp.Unique("Fibra");
        Assert.Equal("/network/plans", (await SaveAsync("plans", null, ("Name", name), ("Down", "100000"), ("Up", "50000"), ("Price", "15.000,50"), ("Frequency", "2"), ("IncludesTax", "false"))).Location);
        var id = await app.Database.ValueAsync<Guid>("select id from network.plan where name = $1", name);
        await app.ContractAsync(await app.ClientAsync("Fibrada"), plan: id);
        await app.ContractAsync(await app.ClientAsync("Ida"), "disabled", plan: id, start: new DateOnly(2025, 1, 1));

        Assert.Equal("100000 50000 15000.50 2 f", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', down_kbps, up_kbps, price, frequency_months, price_includes_tax) from network.plans_v1 where id = $1", id));
        Assert.Equal([name, "100.000", "50.000", "15.000,50", "2", "2"], (await app.Admin.GetAsync($"/network/plans?q={name}")).Texts("tbody tr > *").Take(6));

        // Saved as it opens, nothing changes; the audit tells the one field that did.
        await SaveAsync("plans", id);
        await SaveAsync("plans", id, ("Price", "16000"));
        Assert.Equal("""{"price": "15000.50"} {"price": "16000.00"}""", await app.Database.ValueAsync<string>(
            "select string_agg(concat(old, ' ', new), ',') from host.audit where entity_id = $1 and action = 'U'", id));
    }

    [Theory]
    [InlineData("Down", "0", "Bajada: «0» no es un número entero de 1 a 1.000.000.000.")]
    [InlineData("Up", "1.5", "Subida: «1.5» no es un número entero de 1 a 1.000.000.000.")]
    [InlineData("Price", "15.000", "Precio: «15.000» no es un importe como 15000 o 15.000,50.")]
    [InlineData("Price", "-1", "Precio: «-1» no es un importe como 15000 o 15.000,50.")]
    [InlineData("Frequency", "0", "Meses: «0» no es un número de 1 a 60.")]
    [InlineData("Name", " ", "Nombre: escribilo.")]
    public async Task A_wrong_plan_says_what_is_wrong(string field, string typed, string said)
    {
        (string, string?)[] right = [("Name", NetworkApp.Unique("Mal")), ("Down", "1"), ("Up", "1"), ("Price", "0")];

        NetworkApp.Refused(await SaveAsync("plans", null, [.. right.Where(one => one.Item1 != field), (field, typed)]), said);
    }

    [Theory]
    [InlineData("plans", "Nombre: ya hay un plan que se llama «{0}», sin mirar mayúsculas ni tildes.")]
    [InlineData("nodes", "Nombre: ya hay un nodo que se llama «{0}», sin mirar mayúsculas ni tildes.")]
    [InlineData("servers", "Nombre: ya hay un servidor que se llama «{0}», sin mirar mayúsculas ni tildes.")]
    public async Task A_name_is_of_one(string kind, string said)
    {
        (string, string?)[] rest = kind switch
        {
            "plans" => [("Down", "1"), ("Up", "1"), ("Price", "0")],
            "servers" => [("Address", "10.0.0.1"), ("Secret", "compartido1")],
            _ => [],
        };
        var name = NetworkApp.Unique("Único");
        Assert.Equal($"/network/{kind}", (await SaveAsync(kind, null, [.. rest, ("Name", name)])).Location);

        var again = name.ToUpperInvariant().Replace('Ú', 'U');
        NetworkApp.Refused(await SaveAsync(kind, null, [.. rest, ("Name", again)]), said.Replace("{0}", again, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_servers_secret_is_encrypted_and_never_comes_back()
    {
        var name = NetworkApp.Unique("Borde");
        await SaveAsync("servers", null, ("Name", name), ("Address", "bras.example.net"), ("Port", "1700"), ("Kind", "huawei"), ("Secret", "s3cr3to-largo"));
        var id = await app.Database.ValueAsync<Guid>("select id from network.server where name = $1", name);
        var stored = await app.Database.ValueAsync<string>("select secret from network.server where id = $1", id);
        Assert.DoesNotContain("s3cr3to", stored, StringComparison.Ordinal);

        await SaveAsync("servers", id, ("Port", "3799"));
        Assert.Equal($"{stored} 3799 huawei", await app.Database.ValueAsync<string>("select concat_ws(' ', secret, coa_port, kind) from network.server where id = $1", id));
        foreach (var url in new[] { "/network/servers", $"/network/servers/edit/{id}", "/audit" })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("s3cr3to", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(stored!, page.Body, StringComparison.Ordinal);
        }

        NetworkApp.Refused(await SaveAsync("servers", id, ("Secret", "corto")), "Secreto compartido: tiene 5 caracteres y van de 8 a 128.");
        NetworkApp.Refused(await SaveAsync("servers", id, ("Address", "no es un nombre")), "Dirección: «no es un nombre» no es una IP ni un nombre de la red.");
    }

    [Fact]
    public async Task A_node_stands_on_the_map_and_is_not_archived_under_its_contracts()
    {
        var name = NetworkApp.Unique("Torre");
        await SaveAsync("nodes", null, ("Name", name), ("Latitude", "-34,9055"), ("Longitude", "-56.1851"), ("Notes", "Llave en la garita"), ("ServerId", $"{app.Server}"));
        var id = await app.Database.ValueAsync<Guid>("select id from network.node where name = $1", name);
        Assert.Equal("POINT(-56.1851 -34.9055)", await app.Database.ValueAsync<string>("select ext.st_astext(location) from network.nodes_v1 where id = $1", id));
        var contract = await app.ContractAsync(await app.ClientAsync("Colgada"), node: id);

        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.Details", "x")));
        var refused = await PressAsync($"/network/nodes?q={name}", id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["No se puede archivar: un contrato en curso cuelga de este nodo. Pasalo a otro primero."], refused.Texts(".note-warn"));

        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.NodeId", "")));
        Assert.Equal("/network/nodes", (await PressAsync($"/network/nodes?q={name}", id)).Location);
        Assert.Empty((await app.Admin.GetAsync($"/network/nodes?q={name}")).Texts("tbody .col-name"));
        Assert.Equal("/network/nodes", (await PressAsync($"/network/nodes?archived=true&q={name}", id)).Location);
        Assert.Equal([name], (await app.Admin.GetAsync($"/network/nodes?q={name}")).Texts("tbody .col-name"));
    }

    private async Task<Page> PressAsync(string list, Guid id) => await app.Admin.SubmitAsync(await app.Admin.GetAsync(list), $"button[formaction*='{id}']");

    private async Task<Page> SaveAsync(string kind, Guid? id, params (string Name, string? Value)[] typed) => await app.Admin.SubmitAsync(
        await app.Admin.GetAsync($"/network/{kind}/edit/{id}".TrimEnd('/')), "form.form", [.. typed.Select(one => ($"Input.{one.Name}", one.Value))]);
}
