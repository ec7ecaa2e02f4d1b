using System.Net;
using Wisp.Clients.Tests.People;

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
        Assert.Equal(["Zona de antes | Zona elegida | 2"], BulkApp.Table(plan, "changes-title").Select(row => row["Zona | ".Length..]));
        Assert.Equal(4, await app.CountAsync("zone_id = $1", "Elegida", other));

        var done = await app.RunAsync(plan, "2");

        Assert.Contains("Cambiados: 2", done.Text, StringComparison.Ordinal);
        Assert.Equal(["Elegida 0001", "Elegida 0003"], await app.NamesAsync("Elegida", "zone_id = $1", zone));
        Assert.Equal(4, await app.CountAsync("zip_code = '5500' and $1::uuid is not null", "Elegida", zone));

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

        Assert.Equal(["Congelada 0001", "Congelada 0003"], await app.NamesAsync("Congelada", "zone_id = $1", zone));
        Assert.Equal(["Derretida 0002"], await app.NamesAsync("Derretida", "zone_id = $1", zone));
    }

    [Fact]
    [Trait("rule", "BULK-08")]
    [Trait("rule", "BULK-11")]
    public async Task Who_breaks_a_rule_is_skipped_and_named_and_the_rest_is_done()
    {
        await app.CrowdAsync("Regla", 3);
        var (north, south) = (await app.CityAsync("Ciudad norte"), await app.CityAsync("Ciudad sur"));
        var hood = await app.Database.ValueAsync<Guid>("insert into zones.neighborhood (id, city_id, name) values (host.uuid7(), $1, 'Barrio sur') returning id", south);
        await app.Database.RunAsync("update clients.client set city_id = $1, neighborhood_id = $2 where name = 'Regla 0002'", south, hood);
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where name = 'Regla 0003'");
        Guid[] ticked = [await app.IdAsync("Regla 0001"), await app.IdAsync("Regla 0002"), await app.IdAsync("Regla 0003")];

        var plan = await app.PlannedAsync("", ticked, ("clients.city", $"{north}"));

        Assert.Contains("Van a cambiar: 1", plan.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Regla 0002 | Ese barrio no es de la ciudad elegida.", "Regla 0003 | está desactivado"],
            BulkApp.Table(plan, "skipped-title").Select(row => row[..10] + row[row.IndexOf(" | ", StringComparison.Ordinal)..]).Order());
        await app.RunAsync(plan, "1");
        Assert.Equal(["Regla 0001"], await app.NamesAsync("Regla", "city_id = $1", north));
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
        Assert.Equal(["no tiene partes"], BulkApp.Table(plan, "skipped-title").Select(row => row.Split(" | ")[^1]));
        var done = await app.RunAsync(plan, "2");
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from parts.part where note = 'nueva'"));
        Assert.Equal(["Parte 0001", "Parte 0002"], await app.NamesAsync("Parte", "zone_id = $1", zone));

        await app.RevertAsync(done);
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from parts.part where note = 'vieja'"));
        Assert.Equal(0, await app.CountAsync("zone_id = $1", "Parte", zone));

        await app.Database.RunAsync("update parts.part set kind = 'cable' where client_id = $1", await app.IdAsync("Parte 0002"));
        var refused = await app.RunAsync(await app.PlannedAsync("?q=parte", [], ("parts.note", "prohibida"), ("clients.zone", $"{zone}")), "2");
        Assert.Contains("Cambiados: 1", refused.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["no tiene partes", "una regla no lo permite (part_note_allowed)"],
            BulkApp.Table(refused, "skipped-title").Select(row => row.Split(" | ")[^1]).Order());
        Assert.Equal(["Parte 0001"], await app.NamesAsync("Parte", "zone_id = $1", zone));
    }

    [Theory]
    [Trait("rule", "SRCH-12")]
    [Trait("rule", "BULK-04")]
    [InlineData("?name=buscada&has-email=yes", "Buscada 0001|Buscada 0002")]
    [InlineData("?name=buscada&parts.kind=antenna", "Buscada 0002|Buscada 0003")]
    [InlineData("?q=buscada&has-email=yes&parts.kind=antenna", "Buscada 0002")]
    [InlineData("?q=buscada&status=deactivated", "")]
    public async Task All_found_are_those_whom_every_filter_finds(string query, string changed)
    {
        if (await app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Buscada%'") == 0)
        {
            await app.CrowdAsync("Buscada", 4);
            await app.Database.RunAsync("update clients.client set email = lower(replace(name, ' ', '')) || '@x.example' where name in ('Buscada 0001', 'Buscada 0002')");
            await app.PartAsync(await app.IdAsync("Buscada 0002"), "antenna");
            await app.PartAsync(await app.IdAsync("Buscada 0003"), "antenna");
        }

        var zone = await app.ZoneAsync(ClientsApp.Unique("Zona buscada "));
        var names = changed.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var plan = await app.PlannedAsync(query, [], ("clients.zone", $"{zone}"));
        if (names.Length > 0) await app.RunAsync(plan, $"{names.Length}");

        Assert.Equal(names, await app.NamesAsync("", "zone_id = $1", zone));
    }

    [Fact]
    [Trait("rule", "BULK-04")]
    public async Task A_filter_that_cannot_be_applied_changes_nobody()
    {
        await app.CrowdAsync("Ciega", 2);
        var zone = await app.ZoneAsync("Zona ciega");

        var plan = await app.PlannedAsync("?q=ciega&parts.nowhere=1", [], ("clients.zone", $"{zone}"));

        Assert.Contains("No se puede buscar con el filtro", plan.Text, StringComparison.Ordinal);
        Assert.Null(plan.Document.QuerySelector("#typed"));
        Assert.Equal(0, await app.CountAsync("zone_id = $1", "Ciega", zone));
    }

    [Fact]
    [Trait("rule", "BULK-04")]
    public async Task Who_sees_only_his_own_clients_changes_only_them()
    {
        await app.CrowdAsync("Cobrada", 3);
        var zone = await app.ZoneAsync("Zona cobrada");
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "clients.bulk_update");
        var operatorId = await app.Database.ValueAsync<Guid>("select id from host.operator order by created_at desc, id desc limit 1");
        await app.Database.RunAsync(
            """
            with k as (insert into clients.collector (name, operator_id, created_at, updated_at) values ('Cobra Poco', $1, now(), now()) returning id)
            update clients.client set collector_id = k.id from k where client.name = 'Cobrada 0002'
            """, operatorId);
        var foreign = await app.IdAsync("Cobrada 0001");

        foreach (var ids in new Guid[][] { [], [foreign, await app.IdAsync("Cobrada 0002")] })
        {
            var plan = await app.PlannedAsync(collector, "?q=cobrada", ids, ("clients.zone", $"{zone}"));
            Assert.Contains("Van a cambiar: 1 ·", plan.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Cobrada 0001", plan.Text, StringComparison.Ordinal);
        }

        // Handed to somebody else between plan and change, it is not his to change any more.
        var old = await app.PlannedAsync(collector, "?q=cobrada", [], ("clients.zone", $"{zone}"));
        await app.Database.RunAsync("update clients.client set collector_id = null where name = 'Cobrada 0002'");
        var done = await app.RunAsync(collector, old, "1");
        Assert.Contains("Cambiados: 0", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cobrada", done.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync("zone_id = $1", "Cobrada", zone));
    }

    [Fact]
    [Trait("rule", "BULK-08")]
    public async Task What_was_archived_after_the_plan_is_given_to_nobody()
    {
        await app.CrowdAsync("Vendida", 2);
        var seller = await app.CreatedPersonAsync("sellers", "Se Va Pronto");
        var plan = await app.PlannedAsync("?q=vendida", [], ("clients.seller", $"{seller}"));
        await app.ArchivePersonAsync("sellers", seller);

        var stopped = await app.RunAsync(plan, "2");

        Assert.Contains("Alguno de los valores elegidos ya no está disponible.", stopped.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync("seller_id = $1", "Vendida", seller));
    }

    [Fact]
    [Trait("rule", "BULK-10")]
    public async Task More_clients_than_a_chunk_holds_are_changed_once_each()
    {
        await app.CrowdAsync("Multitud", 5001);
        var zone = await app.ZoneAsync("Zona multitud");

        var done = await app.RunAsync(await app.PlannedAsync("?q=multitud", [], ("clients.zone", $"{zone}")), "5001");

        Assert.Contains("Cambiados: 5.001", done.Text, StringComparison.Ordinal);
        Assert.Equal(5001, await app.CountAsync("zone_id = $1", "Multitud", zone));
        Assert.Equal((5001L, 5001L), (await app.AuditedAsync("count(*)", BulkApp.IdOfPage(done)), await app.AuditedAsync("count(distinct a.subject_id)", BulkApp.IdOfPage(done))));
    }

    [Fact]
    [Trait("rule", "BULK-03")]
    [Trait("rule", "BULK-07")]
    public async Task The_fields_are_these_and_marked_and_blank_clears()
    {
        await app.CrowdAsync("Vacía", 1);
        var zone = await app.ZoneAsync("Zona por vaciar");
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name = 'Vacía 0001'", zone);
        var id = await app.IdAsync("Vacía 0001");

        var list = await app.Admin.GetAsync("/clients?adv=bulk");
        Assert.Equal(
            [
                "clients.city", "clients.neighborhood", "clients.zone", "clients.seller", "clients.collector", "billing.enabled", "billing.firm", "billing.condition",
                "billing.kind", "billing.cycle_day", "billing.automatic_state", "billing.report_after_payment", "billing.tax_add", "billing.tax_remove", "billing.method",
                "billing.email_on_invoice", "billing.email_on_payment", "network.plan", "network.node", "network.server", "network.state", "parts.note",
            ],
            list.Document.QuerySelectorAll("[name=apply]").Select(box => box.GetAttribute("value")));
        foreach (var forbidden in new[] { "clients.name", "clients.email", "name" })
            Assert.Contains("ya no está disponible", await SaidAsync(await app.PressAsync("", [id], (forbidden, "x"))), StringComparison.Ordinal);

        await app.RunAsync(await app.PlannedAsync("", [id], ("clients.zone", "")), "1");
        Assert.Null(await app.StoredAsync<Guid?>(id, "zone_id"));
    }

    [Fact]
    [Trait("rule", "BULK-05")]
    public async Task The_number_must_be_typed()
    {
        await app.CrowdAsync("Tipea", 2);
        var plan = await app.PlannedAsync("?q=tipea", [], ("clients.zone", $"{await app.ZoneAsync("Zona tipeada")}"));

        Assert.Contains("Clientes que van a cambiar a la vez: 2. Después se puede revertir lo que nadie haya tocado desde entonces.", plan.Text, StringComparison.Ordinal);
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

    [Fact]
    [Trait("rule", "BULK-10")]
    public async Task A_job_is_seen_by_who_asked_and_by_who_may_view_jobs_alone()
    {
        await app.CrowdAsync("Discreta", 1);
        var plan = await app.PlannedAsync("?q=discreta", [], ("clients.zone", $"{await app.ZoneAsync("Zona discreta")}"));
        await app.RunAsync(plan, "1");
        using var colleague = await app.Wisp.SignInAsync("clients.view", "clients.bulk_update");
        using var overseer = await app.Wisp.SignInAsync("jobs.view");

        foreach (var kind in new[] { "plan_job", "run_job" })
        {
            var job = await app.Database.ValueAsync<Guid>($"select {kind} from clients.bulk_update where id = $1", BulkApp.IdOfPage(plan));
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/jobs/{job}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/jobs/{job}/errors.csv")).Status);
            Assert.DoesNotContain($"{job}", (await colleague.GetAsync("/jobs")).Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await overseer.GetAsync($"/jobs/{job}")).Status);
        }
    }

    private async Task<string> SaidAsync(Page answer) => (await app.Admin.FollowAsync(answer)).Text;
}
