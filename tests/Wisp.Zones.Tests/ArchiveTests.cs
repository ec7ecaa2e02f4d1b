using System.Net;

namespace Wisp.Zones.Tests;

[Collection(ScreenTests.Name)]
[Trait("rule", "FORM-21")]
public sealed class ArchiveTests(ZonesApp app)
{
    [Fact]
    public async Task A_free_zone_is_archived_never_deleted_and_its_name_is_free_again()
    {
        var name = ZonesApp.Unique("Libre");
        var id = await app.CreatedAsync("zones", name);
        Assert.Contains("Nadie usa este lugar", (await app.Admin.GetAsync($"/zones/zones/archive/{id}")).Text, StringComparison.Ordinal);

        Assert.Equal("/zones", (await app.ArchiveAsync("zones", id)).Location);

        Assert.True(await app.IsArchivedAsync("zones", id));
        Assert.Empty((await app.Admin.GetAsync("/zones?q=" + name)).Texts("tbody .col-name"));
        Assert.Equal([name], (await app.Admin.GetAsync("/zones?archived=true&q=" + name)).Texts("tbody .col-name"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/zones/zones/archive/{id}")).Status);

        var heir = await app.CreatedAsync("zones", name);
        Assert.NotEqual(id, heir);
        Assert.Contains("ya hay una zona activa con ese nombre", (await app.RestoreAsync("zones", id)).Text, StringComparison.Ordinal);
        await app.ArchiveAsync("zones", heir);
        Assert.Equal("/zones", (await app.RestoreAsync("zones", id)).Location);
        Assert.False(await app.IsArchivedAsync("zones", id));
    }

    [Fact]
    public async Task One_in_use_asks_where_its_clients_go_and_moves_them_in_the_same_transaction()
    {
        var (from, to) = (await app.CreatedAsync("zones", ZonesApp.Unique("De")), await app.CreatedAsync("zones", ZonesApp.Unique("A")));
        var clients = new[] { await app.ClientAsync("zone_id", from), await app.ClientAsync("zone_id", from) };
        Assert.Contains("2 clientes", (await app.Admin.GetAsync($"/zones/zones/archive/{from}")).Text, StringComparison.Ordinal);

        ZonesApp.Refused(await app.ArchiveAsync("zones", from), "Destino: elegí adónde mover lo que tiene adentro.");
        foreach (var bad in new[] { $"{Guid.CreateVersion7()}", $"{from}", "x" })
            ZonesApp.Refused(await app.ArchiveAsync("zones", from, bad), "Destino: ese lugar ya no está activo. Elegí otro.");
        Assert.False(await app.IsArchivedAsync("zones", from));

        Assert.Equal("/zones", (await app.ArchiveAsync("zones", from, $"{to}")).Location);
        Assert.True(await app.IsArchivedAsync("zones", from));
        foreach (var client in clients)
        {
            Assert.Equal(to, await app.Database.ValueAsync<Guid>("select zone_id from clients.client where id = $1", client));
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from host.audit where subject_id = $1 and action = 'U' and channel = 'form' and operator_id is not null", client));
        }
    }

    [Fact]
    public async Task Its_clients_may_also_stay_without_one()
    {
        var from = await app.CreatedAsync("zones", ZonesApp.Unique("Suelta"));
        var client = await app.ClientAsync("zone_id", from);

        await app.ArchiveAsync("zones", from, "none");

        Assert.True(await app.Database.ValueAsync<bool>("select zone_id is null from clients.client where id = $1", client));
        Assert.True(await app.IsArchivedAsync("zones", from));
    }

    [Fact]
    public async Task When_the_move_fails_nothing_is_archived()
    {
        var from = await app.CreatedAsync("zones", ZonesApp.Unique("Trabada"));
        var client = await app.ClientAsync("zone_id", from);
        await app.Database.RunAsync(
            $"""
            create function public.refuse_{client:N}() returns trigger language plpgsql as $$ begin if old.id = '{client}' then raise 'no'; end if; return new; end $$;
            create trigger refuse_{client:N} before update on clients.client for each row execute function public.refuse_{client:N}();
            """);

        var page = await app.ArchiveAsync("zones", from, "none");
        await app.Database.RunAsync($"drop function public.refuse_{client:N}() cascade");

        ZonesApp.Refused(page, "No pudimos mover lo que usaba este lugar. No cambiamos nada: probá de nuevo en un rato.");
        Assert.False(await app.IsArchivedAsync("zones", from));
        Assert.Equal(from, await app.Database.ValueAsync<Guid>("select zone_id from clients.client where id = $1", client));
    }

    [Fact]
    public async Task A_city_takes_its_neighbourhoods_and_clients_along()
    {
        var (from, to) = (await app.CreatedAsync("cities", ZonesApp.Unique("Vieja")), await app.CreatedAsync("cities", ZonesApp.Unique("Nueva")));
        var near = await app.CreatedAsync("neighborhoods", "Barrio Móvil", from);
        var client = await app.ClientAsync("city_id", from);
        await app.Database.RunAsync("update clients.client set neighborhood_id = $2 where id = $1", client, near);

        ZonesApp.Refused(await app.ArchiveAsync("cities", from, "none"), "Destino: los barrios tienen que quedar en una ciudad. Elegí cuál.");
        var clash = await app.CreatedAsync("neighborhoods", "BARRIO MOVIL", to);
        ZonesApp.Refused(await app.ArchiveAsync("cities", from, $"{to}"), "Destino: esa ciudad ya tiene un barrio con el mismo nombre. Renombralo o archivalo primero.");
        Assert.False(await app.IsArchivedAsync("cities", from));
        await app.ArchiveAsync("neighborhoods", clash);

        Assert.Equal("/zones/cities", (await app.ArchiveAsync("cities", from, $"{to}")).Location);
        Assert.Equal(to, await app.Database.ValueAsync<Guid>("select city_id from zones.neighborhood where id = $1", near));
        Assert.Equal(to, await app.Database.ValueAsync<Guid>("select city_id from clients.client where id = $1", client));
        Assert.Equal(near, await app.Database.ValueAsync<Guid>("select neighborhood_id from clients.client where id = $1", client));
    }

    [Fact]
    [Trait("rule", "FORM-20")]
    public async Task A_neighbourhood_in_use_keeps_its_city_and_a_zone_knows_neither()
    {
        var (city, other) = (await app.CreatedAsync("cities", ZonesApp.Unique("Una")), await app.CreatedAsync("cities", ZonesApp.Unique("Otra")));
        var near = await app.CreatedAsync("neighborhoods", ZonesApp.Unique("Fijo"), city);
        var client = await app.ClientAsync("city_id", city);
        await app.Database.RunAsync("update clients.client set neighborhood_id = $2 where id = $1", client, near);

        ZonesApp.Refused(await app.EditAsync("neighborhoods", near, ("Input.ParentId", $"{other}")), "Ciudad: 1 clientes viven en este barrio, así que no puede cambiar de ciudad.");
        await app.Database.RunAsync("update clients.client set neighborhood_id = null where id = $1", client);
        Assert.Equal(HttpStatusCode.Redirect, (await app.EditAsync("neighborhoods", near, ("Input.ParentId", $"{other}"))).Status);

        Assert.Null((await app.Admin.GetAsync("/zones/zones/edit")).Document.QuerySelector("[name='Input.ParentId']"));
    }

    [Fact]
    public async Task A_place_comes_back_only_under_a_live_parent()
    {
        var name = ZonesApp.Unique("Provincia");
        var state = await app.CreatedAsync("states", name);
        var city = await app.CreatedAsync("cities", ZonesApp.Unique("Ciudad"), state);
        await app.ArchiveAsync("cities", city);
        await app.ArchiveAsync("states", state);

        Assert.Contains($"No se puede reactivar: su provincia, «{name}», está archivada.", (await app.RestoreAsync("cities", city)).Text, StringComparison.Ordinal);
        await app.RestoreAsync("states", state);
        Assert.Equal("/zones/cities", (await app.RestoreAsync("cities", city)).Location);
    }

    [Fact]
    public async Task Saves_on_what_another_changed_are_refused()
    {
        var id = await app.CreatedAsync("zones", ZonesApp.Unique("Compartida"));
        var (edit, archive) = (await app.Admin.GetAsync($"/zones/zones/edit/{id}"), await app.Admin.GetAsync($"/zones/zones/archive/{id}"));
        await app.EditAsync("zones", id, ("Input.Priority", "3"));

        const string Stale = "Otra persona cambió o archivó este lugar mientras lo tenías abierto. Volvé a abrirlo desde la lista y repetí el cambio.";
        ZonesApp.Refused(await app.Admin.SubmitAsync(edit, "form.form", ("Input.Priority", "5")), Stale);
        ZonesApp.Refused(await app.Admin.SubmitAsync(archive, "form.form"), Stale);
        Assert.Equal(3, await app.Database.ValueAsync<int>("select priority from zones.zone where id = $1", id));
        Assert.False(await app.IsArchivedAsync("zones", id));
    }
}
