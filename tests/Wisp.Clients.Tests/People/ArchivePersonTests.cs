using System.Net;
using static Wisp.Clients.Tests.People.PeopleScreens;

namespace Wisp.Clients.Tests.People;

[Collection(PeopleTests.Name)]
[Trait("rule", "FORM-22")]
[Trait("rule", "FORM-23")]
public sealed class ArchivePersonTests(ClientsApp app)
{
    [Theory]
    [InlineData("sellers", "SellerId", "seller_id", "vendedor")]
    [InlineData("collectors", "CollectorId", "collector_id", "recaudador")]
    public async Task One_with_clients_asks_what_becomes_of_them(string kind, string field, string column, string word)
    {
        var (name, heir) = (ClientsApp.Unique("Saliente"), await app.CreatedPersonAsync(kind, ClientsApp.Unique("Heredero")));
        var id = await app.CreatedPersonAsync(kind, name);
        var (active, gone) = (await app.CreatedAsync(("Name", "Activo"), (field, $"{id}")), await app.CreatedAsync(("Name", "Ido"), (field, $"{id}")));
        await Deactivation.DeactivateAsync(app, gone);
        var dialog = await app.Admin.GetAsync($"/clients/{kind}/archive/{id}");
        Assert.Contains("Clientes asignados en actividad: 1 · desactivados: 1.", dialog.Text, StringComparison.Ordinal);
        Assert.Equal(["Elegí…", $"Dejarlos con {name}", $"Dejarlos sin {word}"], dialog.Texts("[name='Input.Target'] option").Take(3));

        RefusedPerson(await app.ArchivePersonAsync(kind, id), "Destino: elegí qué hacer con sus clientes.");
        RefusedPerson(await app.ArchivePersonAsync(kind, id, "quien sea"), "Destino: esa persona ya no está activa. Elegí otra.");
        RefusedPerson(await app.ArchivePersonAsync(kind, id, $"{id}"), "Destino: esa persona ya no está activa. Elegí otra.");
        Assert.False(await app.PersonAsync<bool>(kind, id, "archived"));

        var done = await app.Admin.FollowAsync(await app.ArchivePersonAsync(kind, id, $"{heir}"));

        Assert.Equal([$"Archivamos al {word} «{name}»."], done.Texts("#toasts .toast-note"));
        Assert.True(await app.PersonAsync<bool>(kind, id, "archived"));
        foreach (var client in new[] { active, gone })
        {
            Assert.Equal(heir, await app.StoredAsync<Guid>(client, column));
            Assert.Equal($$"""{"{{column}}": "{{id}}"}|{"{{column}}": "{{heir}}"}|{{await AdminAsync()}}|form""", await app.Database.ValueAsync<string>(
                "select old::text || '|' || new::text || '|' || actor || '|' || channel from host.audit where entity_id = $1 order by id desc limit 1", client));
        }
    }

    [Theory]
    [InlineData("keep", true)]
    [InlineData("none", false)]
    public async Task Clients_may_stay_or_be_left_with_nobody(string target, bool stays)
    {
        var id = await app.CreatedPersonAsync("sellers", ClientsApp.Unique("Saliente"));
        var client = await app.CreatedAsync(("Name", "Cliente"), ("SellerId", $"{id}"));

        Assert.Equal(HttpStatusCode.Redirect, (await app.ArchivePersonAsync("sellers", id, target)).Status);

        Assert.Equal(stays ? id : null, await app.StoredAsync<Guid?>(client, "seller_id"));
        Assert.Equal(stays ? 1 : 2, await app.AuditRowsAsync(client));
    }

    [Fact]
    public async Task One_without_clients_is_archived_at_once()
    {
        var id = await app.CreatedPersonAsync("collectors", ClientsApp.Unique("Libre"));
        Assert.Empty((await app.Admin.GetAsync($"/clients/collectors/archive/{id}")).Texts("[name='Input.Target']"));

        Assert.Equal(HttpStatusCode.Redirect, (await app.ArchivePersonAsync("collectors", id)).Status);

        Assert.True(await app.PersonAsync<bool>("collectors", id, "archived"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/clients/collectors/archive/{id}")).Status);
    }

    private Task<string?> AdminAsync() => app.Database.ValueAsync<string>(
        "select o.name from host.operator o join host.operator_role r on r.operator_id = o.id join host.role_permission p on p.role_id = r.role_id where p.permission = '*' order by o.created_at limit 1");
}
