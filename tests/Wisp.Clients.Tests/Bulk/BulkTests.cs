using System.Net;

namespace Wisp.Clients.Tests.Bulk;

public sealed class BulkTests(BulkApp app) : IClassFixture<BulkApp>
{
    [Fact]
    [Trait("rule", "BULK-03")]
    [Trait("rule", "BULK-04")]
    [Trait("rule", "BULK-07")]
    [Trait("rule", "BULK-10")]
    public async Task Each_chosen_client_gets_each_marked_field_and_nobody_else_changes()
    {
        await app.CrowdAsync("Elegida", 4);
        var zone = await app.ZoneAsync("Zona elegida");
        var other = await app.ZoneAsync("Zona de antes");
        await app.Database.RunAsync("update clients.client set zone_id = $1, zip_code = '5500' where name like 'Elegida%'", other);
        Guid[] ticked = [await app.IdAsync("Elegida 0001"), await app.IdAsync("Elegida 0003")];

        var plan = await app.PlannedAsync("?q=elegida", ticked, ("clients.zone", $"{zone}"));

        Assert.Contains("Van a cambiar: 2", plan.Text, StringComparison.Ordinal);
        Assert.Equal(["Zona de antes | Zona elegida | 2"], Table(plan, "changes-title").Select(row => row["Zona | ".Length..]));
        Assert.Equal(4, await CountAsync("zone_id = $1", "Elegida", other));

        var done = await app.RunAsync(plan, "2");

        Assert.Contains("Cambiados: 2", done.Text, StringComparison.Ordinal);
        Assert.Equal(["Elegida 0001", "Elegida 0003"], await NamesAsync("Elegida", "zone_id = $1", zone));
        Assert.Equal(4, await CountAsync("zip_code = '5500' and $1::uuid is not null", "Elegida", zone));

        // One audit row a client, in the batch, with a link from the client's audits to it.
        Assert.Equal(1, await app.Database.ValueAsync<long>(
            "select count(*) from host.audit a join clients.bulk_update b on b.batch_id = a.batch_id where a.subject_id = $1 and a.new ->> 'zone_id' = $2", ticked[0], $"{zone}"));
        var history = await app.Admin.GetAsync($"/clients/{ticked[0]}/history");
        Assert.Equal(done.Url, history.Document.QuerySelector("a[href^='/clients/bulk/']")!.GetAttribute("href"));
    }

    [Fact]
    [Trait("rule", "BULK-02")]
    public async Task Who_was_found_at_the_preview_is_changed_whatever_the_filter_would_find_later()
    {
        await app.CrowdAsync("Congelada", 3);
        var zone = await app.ZoneAsync("Zona fría");
        var plan = await app.PlannedAsync("?q=congelada", [], ("clients.zone", $"{zone}"));
        await app.Database.RunAsync("update clients.client set name = 'Derretida 0002' where name = 'Congelada 0002'");
        await app.CrowdAsync("Congelada tarde", 2);

        await app.RunAsync(plan, "3");

        Assert.Equal(["Congelada 0001", "Congelada 0003"], await NamesAsync("Congelada", "zone_id = $1", zone));
        Assert.Equal(["Derretida 0002"], await NamesAsync("Derretida", "zone_id = $1", zone));
    }

    [Fact]
    [Trait("rule", "BULK-06")]
    public async Task A_batch_is_taken_back_but_for_what_somebody_changed_since()
    {
        await app.CrowdAsync("Vuelta", 1000);
        var before = await app.ZoneAsync("Zona uno");
        var zone = await app.ZoneAsync("Zona dos");
        var third = await app.ZoneAsync("Zona tres");
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name like 'Vuelta%'", before);
        var done = await app.RunAsync(await app.PlannedAsync("?q=vuelta", [], ("clients.zone", $"{zone}")), "1.000");
        Assert.Contains("Cambiados: 1.000", done.Text, StringComparison.Ordinal);
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name between 'Vuelta 0101' and 'Vuelta 0110'", third);

        var reverted = await app.RevertAsync(done);

        Assert.Contains("Vueltos atrás: 990", reverted.Text, StringComparison.Ordinal);
        Assert.Contains("Quedaron como están: 10", reverted.Text, StringComparison.Ordinal);
        Assert.Equal(990, await CountAsync("zone_id = $1", "Vuelta", before));
        Assert.Equal(10, await CountAsync("zone_id = $1", "Vuelta", third));
        Assert.Equal(10, Table(reverted, "sample-title").Count(row => row.EndsWith("Zona | Zona dos | Zona tres", StringComparison.Ordinal)));

        // It is a batch itself, and the first one cannot be taken back twice.
        Assert.Equal(990, await app.Database.ValueAsync<long>(
            "select count(distinct a.subject_id) from host.audit a join clients.bulk_update b on b.batch_id = a.batch_id where b.reverts = $1", IdOfPage(done)));
        Assert.Null((await app.Admin.GetAsync(done.Url)).Document.QuerySelector("form[action*=Revert]"));
    }

    [Fact]
    [Trait("rule", "BULK-08")]
    [Trait("rule", "BULK-11")]
    public async Task Who_breaks_a_rule_is_skipped_and_named_and_the_rest_is_done()
    {
        await app.CrowdAsync("Regla", 3);
        var (north, south) = (await CityAsync("Ciudad norte"), await CityAsync("Ciudad sur"));
        var hood = await app.Database.ValueAsync<Guid>("insert into zones.neighborhood (id, city_id, name) values (host.uuid7(), $1, 'Barrio sur') returning id", south);
        await app.Database.RunAsync("update clients.client set city_id = $1, neighborhood_id = $2 where name = 'Regla 0002'", south, hood);
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where name = 'Regla 0003'");
        Guid[] ticked = [await app.IdAsync("Regla 0001"), await app.IdAsync("Regla 0002"), await app.IdAsync("Regla 0003")];

        var plan = await app.PlannedAsync("", ticked, ("clients.city", $"{north}"));

        Assert.Contains("Van a cambiar: 1", plan.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Regla 0002 | Ese barrio no es de la ciudad elegida.", "Regla 0003 | está desactivado"],
            Table(plan, "skipped-title").Select(row => row[..10] + row[row.IndexOf(" | ", StringComparison.Ordinal)..]).Order());
        await app.RunAsync(plan, "1");
        Assert.Equal(["Regla 0001"], await NamesAsync("Regla", "city_id = $1", north));
    }

    [Fact]
    [Trait("rule", "BULK-08")]
    public async Task A_modules_field_goes_along_and_a_row_that_its_database_refuses_is_named()
    {
        await app.CrowdAsync("Parte", 3);
        foreach (var name in new[] { "Parte 0001", "Parte 0002" }) await app.PartAsync(await app.IdAsync(name), "tuerca", "vieja");
        var zone = await app.ZoneAsync("Zona de partes");

        var plan = await app.PlannedAsync("?q=parte", [], ("parts.note", "nueva"), ("clients.zone", $"{zone}"));
        Assert.Contains("Van a cambiar: 2", plan.Text, StringComparison.Ordinal);
        Assert.Equal(["no tiene partes"], Table(plan, "skipped-title").Select(row => row.Split(" | ")[^1]));
        var done = await app.RunAsync(plan, "2");
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from parts.part where note = 'nueva'"));
        Assert.Equal(["Parte 0001", "Parte 0002"], await NamesAsync("Parte", "zone_id = $1", zone));

        await app.RevertAsync(done);
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from parts.part where note = 'vieja'"));
        Assert.Equal(0, await CountAsync("zone_id = $1", "Parte", zone));

        var refused = await app.RunAsync(await app.PlannedAsync("?q=parte", [], ("parts.note", "prohibida"), ("clients.zone", $"{zone}")), "2");
        Assert.Contains("Cambiados: 0", refused.Text, StringComparison.Ordinal);
        Assert.All(Table(refused, "skipped-title").Where(row => !row.EndsWith("no tiene partes", StringComparison.Ordinal)), row => Assert.Contains("part_note_allowed", row, StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync("zone_id = $1", "Parte", zone));
    }

    [Fact]
    [Trait("rule", "BULK-05")]
    public async Task The_number_must_be_typed()
    {
        await app.CrowdAsync("Tipea", 2);
        var plan = await app.PlannedAsync("?q=tipea", [], ("clients.zone", $"{await app.ZoneAsync("Zona tipeada")}"));

        foreach (var wrong in new[] { "", "1", "22", "dos" })
        {
            var again = await app.Admin.SubmitAsync(plan, "form.card", ("typed", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
            Assert.Equal("Escribí 2, el número de clientes que cambian.", again.Texts("#typed-error").Single());
        }

        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Tipea%' and zone_id is not null"));
    }

    [Fact]
    [Trait("rule", "BULK-09")]
    public async Task Nobody_chosen_or_nothing_marked_or_no_such_value_is_said()
    {
        await app.CrowdAsync("Nadie", 1);
        var id = await app.IdAsync("Nadie 0001");

        Assert.Contains("Marcá al menos un dato", await SaidAsync(await app.PressAsync("", [id])), StringComparison.Ordinal);
        Assert.Contains("Zona: Ese lugar ya no está disponible.", await SaidAsync(await app.PressAsync("", [id], ("clients.zone", $"{Guid.CreateVersion7()}"))), StringComparison.Ordinal);
        Assert.Contains("puede tener hasta 20 letras.", await SaidAsync(await app.PressAsync("", [id], ("parts.note", new string('x', 21)))), StringComparison.Ordinal);
        var list = await app.Admin.GetAsync("/clients?adv=bulk");
        Assert.Contains("Marcá al menos un cliente", await SaidAsync(await app.Admin.SubmitAsync(list, "form#bulk", ("scope", "ticked"), ("apply", "clients.zone"))), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "BULK-01")]
    public async Task Only_who_may_gets_the_tab_and_the_pages()
    {
        await app.CrowdAsync("Ajena", 1);
        var plan = await app.PlannedAsync("?q=ajena", [], ("clients.seller", ""));
        using var viewer = await app.Wisp.SignInAsync("clients.view");

        var list = await viewer.GetAsync("/clients?adv=bulk");
        Assert.Contains("Tu rol no permite la actualización masiva.", list.Text, StringComparison.Ordinal);
        Assert.Empty(list.Document.QuerySelectorAll("[name=ids]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(plan.Url)).Status);
    }

    private async Task<string> SaidAsync(Page answer) => (await app.Admin.FollowAsync(answer)).Text;

    private static Guid IdOfPage(Page page) => Guid.Parse(page.Url.Split('/')[^1]);

    private static IReadOnlyList<string> Table(Page page, string title) =>
        [.. page.Document.QuerySelectorAll($"section:has(#{title}) tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim())))];

    private Task<Guid> CityAsync(string name) => app.Database.ValueAsync<Guid>("insert into zones.city (id, name) values (host.uuid7(), $1) returning id", name);

    private Task<long> CountAsync(string condition, string prefix, Guid id) =>
        app.Database.ValueAsync<long>($"select count(*) from clients.client where {condition} and name like $2 || ' %'", id, prefix);

    private async Task<IReadOnlyList<string>> NamesAsync(string prefix, string condition, Guid id) =>
        (await app.Database.ValueAsync<string[]>($"select coalesce(array_agg(name order by name), '{{}}') from clients.client where {condition} and name like $2 || '%'", id, prefix))!;
}
