using System.Net;

namespace Wisp.Zones.Tests;

[Collection(ScreenTests.Name)]
public sealed class NameTests(ZonesApp app)
{
    [Theory]
    [Trait("rule", "FORM-21")]
    [InlineData("zones", "Zona Ñandú", "zona ñandu", "Nombre: ya hay una zona activa que se llama «zona ñandu», sin mirar mayúsculas ni tildes.")]
    [InlineData("zones", "Zona O'Brien", "ZÓNA  o'brien ", "Nombre: ya hay una zona activa que se llama «ZÓNA o'brien», sin mirar mayúsculas ni tildes.")]
    [InlineData("zones", "Zona e\u0301", "Zona É", "Nombre: ya hay una zona activa que se llama «Zona É», sin mirar mayúsculas ni tildes.")]
    [InlineData("states", "Córdoba", "CORDOBA", "Nombre: ya hay una provincia activa que se llama «CORDOBA», sin mirar mayúsculas ni tildes.")]
    [InlineData("cities", "Río Cuarto", "rio cuarto", "Nombre: ya hay una ciudad activa que se llama «rio cuarto», sin mirar mayúsculas ni tildes.")]
    public async Task A_name_is_unique_whatever_its_case_and_accents(string kind, string first, string second, string said)
    {
        Assert.Equal(HttpStatusCode.Redirect, (await app.CreateAsync(kind, first)).Status);

        ZonesApp.Refused(await app.CreateAsync(kind, second), said);
    }

    [Fact]
    public async Task Under_another_parent_the_same_name_is_free()
    {
        var (one, two) = (await app.CreatedAsync("states", "Norteña"), await app.CreatedAsync("states", "Sureña"));
        var city = await app.CreatedAsync("cities", "Repetida", one);
        await app.CreatedAsync("cities", "Repetida", two);
        await app.CreatedAsync("cities", "Repetida");
        ZonesApp.Refused(await app.CreateAsync("cities", "REPETIDA", one), "Nombre: ya hay una ciudad activa que se llama «REPETIDA», sin mirar mayúsculas ni tildes.");

        await app.CreatedAsync("neighborhoods", "Centro", city);
        await app.CreatedAsync("neighborhoods", "Centro", await app.CreatedAsync("cities", "Otra"));
        ZonesApp.Refused(await app.CreateAsync("neighborhoods", "céntro", city), "Nombre: ya hay un barrio activo que se llama «céntro», sin mirar mayúsculas ni tildes.");
        ZonesApp.Refused(await app.CreateAsync("neighborhoods", "Suelto"), "Ciudad: elegí la ciudad del barrio.");
        ZonesApp.Refused(await app.CreateAsync("neighborhoods", "Suelto", Guid.CreateVersion7()), "Ciudad: esa ciudad ya no está activa. Elegí otra.");
    }

    [Theory]
    [InlineData("", "Nombre: escribí un nombre.")]
    [InlineData(" \t ", "Nombre: escribí un nombre.")]
    [InlineData("\u200b", "Nombre: escribí un nombre.")]
    public async Task A_name_is_needed(string name, string said) => ZonesApp.Refused(await app.CreateAsync("zones", name), said);

    [Fact]
    public async Task L03_limits_are_told_and_none_breaks_the_database()
    {
        ZonesApp.Refused(await app.CreateAsync("zones", new string('x', 101)), "Nombre: tiene 101 caracteres y entran hasta 100.");
        await app.CreatedAsync("zones", new string('ñ', 100));
        foreach (var letter in new[] { "😀", "👩‍👩‍👧", "e\u0301\u0302" })
            for (var count = 20; count <= 100; count += 10)
                Assert.True((int)(await app.CreateAsync("zones", string.Concat(Enumerable.Repeat(letter, count)))).Status < 500);
    }

    [Theory]
    [InlineData("Input.Color", "rojo", "Color: «rojo» no es un color como #206bc4.")]
    [InlineData("Input.Color", "#206bc4\n", null)]
    [InlineData("Input.Priority", "-1", "Prioridad: «-1» no es un número entero de 0 a 9999.")]
    [InlineData("Input.Priority", "10000", "Prioridad: «10000» no es un número entero de 0 a 9999.")]
    [InlineData("Input.Priority", "1,5", "Prioridad: «1,5» no es un número entero de 0 a 9999.")]
    [InlineData("Input.Priority", "99999999999", "Prioridad: «99999999999» no es un número entero de 0 a 9999.")]
    [InlineData("Input.Description", "largo", "Descripción: tiene 1001 caracteres y entran hasta 1000.")]
    public async Task Other_fields_of_a_zone_are_checked(string field, string value, string? said)
    {
        var page = await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/zones/zones/edit"), "form.form", ("Input.Name", ZonesApp.Unique("Campo")), (field, value == "largo" ? new string('x', 1001) : value));

        if (said is not null) ZonesApp.Refused(page, said);
        else Assert.True((int)page.Status < 500, page.Text);
    }

    [Theory]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("100%_\\'; drop table zones.zone; --")]
    public async Task I01_texts_are_stored_and_shown_as_they_are(string name)
    {
        var id = await app.CreatedAsync("zones", name);
        foreach (var url in new[] { "/zones?q=" + Uri.EscapeDataString(name), $"/zones/zones/edit/{id}", $"/zones/zones/archive/{id}" })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("[onload], script:not([src])"));
        }

        Assert.Equal([name], (await app.Admin.GetAsync("/zones?q=" + Uri.EscapeDataString(name))).Texts("tbody .col-name"));
    }

    [Fact]
    public async Task The_search_takes_letters_literally_and_ignores_case_and_accents()
    {
        await app.CreatedAsync("zones", "Búsqueda Única");

        Assert.Equal(["Búsqueda Única"], (await app.Admin.GetAsync("/zones?q=busqueda%20UNICA")).Texts("tbody .col-name"));
        Assert.Empty((await app.Admin.GetAsync("/zones?q=b%25squeda")).Texts("tbody .col-name"));
        foreach (var query in new[] { "after=x", $"after={Guid.CreateVersion7()}", "archived=maybe", "q=%00", "q=%FF" })
            Assert.True((int)(await app.Admin.GetAsync("/zones?" + query)).Status < 500);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync("/zones/planets")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetAsync($"/zones/zones/edit/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    [Trait("rule", "FORM-19")]
    public async Task Zones_are_configured_here_by_who_may_and_offered_in_the_clients_form()
    {
        var name = ZonesApp.Unique("Ofrecida");
        using var clerk = await app.Wisp.SignInAsync("clients.view", "clients.create");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/zones")).Status);

        var id = await app.CreatedAsync("zones", name);
        Assert.Contains(name, (await clerk.GetAsync("/clients/new")).Texts("[name=ZoneId] option"));
        await app.ArchiveAsync("zones", id);
        Assert.DoesNotContain(name, (await clerk.GetAsync("/clients/new")).Texts("[name=ZoneId] option"));
    }

    [Fact]
    public async Task Each_change_is_audited_and_a_save_without_one_is_not()
    {
        var id = await app.CreatedAsync("zones", ZonesApp.Unique("Auditada"));
        await app.EditAsync("zones", id, ("Input.Priority", "7"));
        await app.EditAsync("zones", id);

        Assert.Equal("""{"priority": "0"}|{"priority": "7"}""", await app.Database.ValueAsync<string>(
            "select old::text || '|' || new::text from host.audit where entity_id = $1 and action = 'U'", id));
        Assert.Equal(2, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1", id));
    }
}
