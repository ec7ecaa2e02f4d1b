using System.Net;
using static Wisp.Clients.Tests.People.PeopleScreens;

namespace Wisp.Clients.Tests.People;

[Collection(PeopleTests.Name)]
public sealed class PersonNameTests(ClientsApp app)
{
    [Theory]
    [Trait("rule", "FORM-22")]
    [Trait("rule", "FORM-23")]
    [InlineData("sellers", "Noé Ñandú", "NOE  ñandu ", "Nombre: ya hay un vendedor activo que se llama «NOE ñandu», sin mirar mayúsculas ni tildes.")]
    [InlineData("sellers", "Ana O'Brien", "ána o'brien", "Nombre: ya hay un vendedor activo que se llama «ána o'brien», sin mirar mayúsculas ni tildes.")]
    [InlineData("collectors", "Jose\u0301 Paz", "JOSÉ PAZ", "Nombre: ya hay un recaudador activo que se llama «JOSÉ PAZ», sin mirar mayúsculas ni tildes.")]
    public async Task A_name_is_one_live_persons_whatever_its_case_and_accents(string kind, string first, string second, string said)
    {
        var id = await FirstAsync(kind, first);
        RefusedPerson(await app.CreatePersonAsync(kind, second), said);

        // A seller may collect too, and who is archived has given the name up.
        Assert.Equal(HttpStatusCode.Redirect, (await app.CreatePersonAsync(kind == "sellers" ? "collectors" : "sellers", first)).Status);
        await app.ArchivePersonAsync(kind, id);
        Assert.Equal(HttpStatusCode.Redirect, (await app.CreatePersonAsync(kind, second)).Status);
        Assert.StartsWith("No se puede reactivar: ya hay un", await app.RestorePersonAsync(kind, id), StringComparison.Ordinal);

        await app.EditPersonAsync(kind, id, ("Input.Name", first + " hijo"));
        Assert.Equal($"Reactivamos al {(kind == "sellers" ? "vendedor" : "recaudador")} «{first.Normalize()} hijo».", await app.RestorePersonAsync(kind, id));
        Assert.False(await app.PersonAsync<bool>(kind, id, "archived"));
    }

    [Theory]
    [InlineData("", "Nombre: escribí un nombre.")]
    [InlineData(" \t ", "Nombre: escribí un nombre.")]
    [InlineData("\u200b", "Nombre: escribí un nombre.")]
    public async Task A_name_is_needed(string name, string said) => RefusedPerson(await app.CreatePersonAsync("sellers", name), said);

    [Fact]
    public async Task Limits_are_told_and_none_breaks_the_database()
    {
        RefusedPerson(await app.CreatePersonAsync("sellers", new string('x', 201)), "Nombre: tiene 201 caracteres y entran hasta 200.");
        await app.CreatedPersonAsync("sellers", new string('ñ', 200));
        foreach (var letter in new[] { "😀", "👩‍👩‍👧", "e\u0301\u0302" })
            for (var count = 20; count <= 200; count += 20)
                Assert.True((int)(await app.CreatePersonAsync("sellers", string.Concat(Enumerable.Repeat(letter, count)))).Status < 500);
    }

    [Theory]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("100%_\\'; drop table clients.seller; --")]
    public async Task Texts_are_stored_and_shown_as_they_are(string name)
    {
        var id = await app.CreatedPersonAsync("collectors", name);
        foreach (var url in new[] { "/clients/collectors", $"/clients/collectors/edit/{id}", $"/clients/collectors/archive/{id}" })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("[onload], script:not([src])"));
        }

        Assert.Contains($"{name} | Ninguno | 0", await app.PeopleAsync("collectors"));
    }

    [Fact]
    public async Task Each_change_is_audited_and_a_save_without_one_is_not()
    {
        var name = ClientsApp.Unique("Auditado");
        var id = await app.CreatedPersonAsync("sellers", name);
        await app.EditPersonAsync("sellers", id, ("Input.Name", name + " dos"));
        await app.EditPersonAsync("sellers", id);

        Assert.Equal($$"""{"name": "{{name}}"}|{"name": "{{name}} dos"}""", await app.Database.ValueAsync<string>(
            "select old::text || '|' || new::text from host.audit where entity_id = $1 and action = 'U'", id));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1", id));
    }

    [Fact]
    public async Task The_screens_are_for_who_may_and_nonsense_is_no_error_of_ours()
    {
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.edit", "settings.zones");
        var nobody = Guid.CreateVersion7();
        foreach (var url in new[] { "/clients/sellers", "/clients/collectors", "/clients/sellers/edit", $"/clients/collectors/archive/{nobody}" })
            Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync(url)).Status);
        Assert.DoesNotContain("Vendedores", (await clerk.GetAsync("/clients")).Texts("aside a"));
        Assert.Contains("Vendedores", (await app.Admin.GetAsync("/clients")).Texts("aside a"));

        foreach (var url in new[] { $"/clients/sellers/edit/{nobody}", $"/clients/sellers/archive/{nobody}", "/clients/buyers", "/clients/buyers/edit" })
            Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync(url)).Status);
        var form = await app.Admin.GetAsync("/clients/sellers/edit");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Admin.SubmitAsync(form, "form.form", ("Input.Name", "x"), ("Input.OperatorId", "x"))).Status);
        RefusedPerson(await app.CreatePersonAsync("sellers", "De nadie", nobody), "Operador: ese operador no existe o está deshabilitado. Elegí otro.");
    }

    private Task<Guid> FirstAsync(string kind, string name) => app.CreatedPersonAsync(kind, name.Normalize());
}
