namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class EmailTests(ClientsApp app)
{
    [Theory]
    [Trait("rule", "FORM-15")]
    [Trait("rule", "INV-C2")]
    [InlineData("ana.casa@x.example", "ana.casa@x.example")]
    [InlineData("Ana.Caso@X.example", "ana.caso@x.EXAMPLE")]
    [InlineData("INFO@turco.example", "info@turco.example")]
    public async Task The_main_one_of_another_client_is_refused_and_points_to_where_it_can_be_added(string first, string second)
    {
        var name = ClientsApp.Unique("Titular");
        var holder = await app.CreatedAsync(("Name", name), ("Email", first));

        var page = await app.CreateAsync(("Name", "Otra"), ("Email", second));

        var message = ClientsApp.Refused(page, "Email");
        Assert.Contains("«Emails a notificar»", message, StringComparison.Ordinal);
        Assert.Equal($"/clients/{holder}", page.Document.QuerySelector("#Email-error a")!.GetAttribute("href"));
        Assert.Contains(name, page.Texts("#Email-error a").Single(), StringComparison.Ordinal);
        Assert.Equal(second, page.Document.QuerySelector("[name=Email]")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("rule", "FORM-15")]
    public async Task C04_a_deactivated_clients_address_is_free()
    {
        var first = await app.CreatedAsync(("Name", "Se va"), ("Email", "libre@x.example"));
        await Deactivation.DeactivateAsync(app, first);

        var second = await app.CreatedAsync(("Name", "Viene"), ("Email", "LIBRE@x.example"));

        Assert.Equal("LIBRE@x.example", await app.StoredAsync<string>(second, "email"));
    }

    [Fact]
    [Trait("rule", "FORM-15")]
    public async Task Ones_own_address_in_other_letters_is_no_clash()
    {
        var id = await app.CreatedAsync(("Name", "Misma"), ("Email", "misma@x.example"));

        ClientsApp.IdOf(await app.EditAsync(id, ("Email", "Misma@X.example")));

        Assert.Equal("Misma@X.example", await app.StoredAsync<string>(id, "email"));
    }

    [Fact]
    [Trait("rule", "FORM-12")]
    public async Task Without_one_the_form_warns_and_saves()
    {
        var form = await app.Admin.GetAsync("/clients/new");
        Assert.StartsWith("Sin e-mail no se le pueden enviar correos automáticos", form.Texts(".no-email")[0], StringComparison.Ordinal);
        Assert.Equal("Para entrar al portal y recibir facturas, pagos y avisos.", form.Texts("#Email-hint").Single());

        var id = await app.CreatedAsync(("Name", "Sin correo"));
        Assert.Contains((await app.Admin.GetAsync($"/clients/{id}")).Texts(".note-warn"), n => n.StartsWith("Sin e-mail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1ana+casa_b@sub.x-y.example")]
    [InlineData("o'brien@x.example")]
    [InlineData("  con.blancos@x.example ")]
    public async Task Odd_but_good_addresses_are_taken(string email)
    {
        var id = await app.CreatedAsync(("Name", "Rara"), ("Email", email));

        Assert.Equal(email.Trim(), await app.StoredAsync<string>(id, "email"));
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@x.example")]
    [InlineData("ana@x")]
    [InlineData("a@x.example, b@x.example")]
    [InlineData("a@x.example;b@x.example")]
    [InlineData("ana@x.example\r\nBcc: evil@x.example")]
    [InlineData("\"a b\"@x.example")]
    [InlineData("<ana@x.example>")]
    [InlineData("ana..b@x.example")]
    [InlineData(".ana@x.example")]
    [InlineData("ana@-x.example")]
    [InlineData("ana@x.example.")]
    [InlineData("añá@x.example")]
    public async Task J01_bad_ones_are_refused(string email) =>
        Assert.NotEmpty(ClientsApp.Refused(await app.CreateAsync(("Name", "Mala"), ("Email", email)), "Email"));

    [Fact]
    public async Task L03_limits_are_told()
    {
        var longest = new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('b', 45), 4)) + ".exam"; // 64 + 1 + 183 + 5 = 253
        await app.CreatedAsync(("Name", "Larga"), ("Email", longest));

        Assert.Equal(
            "Puede tener hasta 254 caracteres.",
            ClientsApp.Refused(await app.CreateAsync(("Name", "Más larga"), ("Email", "a" + longest + "ab")), "Email"));
    }
}
