using System.Net;

namespace Wisp.Clients.Tests.Forms;

/// <summary>What looks like a client that is there already: told once, never in the way.</summary>
[Collection(FormTests.Name)]
public sealed class DoubtTests(ClientsApp app)
{
    [Fact]
    public async Task A_phone_that_another_has_is_told_and_saved_by_the_second_press()
    {
        var name = ClientsApp.Unique("Gemela");
        var first = await app.CreatedAsync(("Name", name), ("PhoneMobile", "0381 555-7001"));

        // Written otherwise, as the fixed phone.
        var page = await app.TryCreateAsync(("Name", "Otra"), ("Phone", "+54 381 5557001"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Mirá esto antes de guardar. Si está bien así, guardá de nuevo.", page.Text, StringComparison.Ordinal);
        Assert.StartsWith($"{name} (", page.Texts(".note li").Single(), StringComparison.Ordinal);
        Assert.Contains(") tiene el mismo teléfono.", page.Texts(".note li").Single(), StringComparison.Ordinal);
        Assert.Equal($"/clients/{first}", page.Document.QuerySelector(".note li a")!.GetAttribute("href"));
        Assert.Equal("Guardar igual", page.Texts(".save-bar button").Single());
        Assert.Equal(0, await CountAsync("Otra"));
        Assert.Equal("+54 381 5557001", page.Document.QuerySelector("[name=Phone]")!.GetAttribute("value"));

        var id = ClientsApp.IdOf(await app.Admin.SubmitAsync(page, "form.form"));
        Assert.Equal(1, await CountAsync("Otra"));

        // Not asked again for what did not change, even when the rest does.
        foreach (var change in new[] { ("Details", "algo"), ("Name", "Otra más"), ("Address", "Calle 1"), ("PhoneMobile", "+54 9 381 555-7002") })
            ClientsApp.IdOf(await app.EditAsync(id, change));
        ClientsApp.IdOf(await app.EditAsync(id, ("Phone", "0381 555 7001")));
    }

    [Fact]
    public async Task A_near_name_at_a_near_address_is_told()
    {
        var name = ClientsApp.Unique("Evaristo Carriego Palermo");
        await app.CreatedAsync(("Name", name), ("Address", "Honduras 3784, Palermo"));

        var page = await app.TryCreateAsync(("Name", name.ToUpperInvariant()), ("Address", "honduras 3784 palermo"));
        Assert.Contains("tiene un nombre y una dirección parecidos", page.Texts(".note li").Single(), StringComparison.Ordinal);
        ClientsApp.IdOf(await app.Admin.SubmitAsync(page, "form.form"));

        foreach (var (other, address) in new[] { ("Ramona Quispe", "Honduras 3784, Palermo"), (name, "Boulevard Oroño 99") })
            ClientsApp.IdOf(await app.TryCreateAsync(("Name", other), ("Address", address)));
        ClientsApp.IdOf(await app.TryCreateAsync(("Name", name)));
    }

    [Fact]
    public async Task On_edit_only_what_changes_is_asked()
    {
        await app.CreatedAsync(("Name", "Titular"), ("PhoneMobile", "0381 555-7010"));
        var id = await app.CreatedAsync(("Name", "Sin teléfono"));

        var page = await app.EditAsync(id, ("PhoneMobile", "0381 555-7010"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Single(page.Texts(".note li"));
        Assert.Null(await app.StoredAsync<string>(id, "phone_mobile"));

        // An error beside it is told, and what was seen is not asked again.
        var wrong = await app.Admin.SubmitAsync(page, "form.form", ("Email", "no es"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        ClientsApp.IdOf(await app.Admin.SubmitAsync(wrong, "form.form", ("Email", "")));
        Assert.Equal("0381 555-7010", await app.StoredAsync<string>(id, "phone_mobile"));
        ClientsApp.IdOf(await app.EditAsync(id, ("Phone", "0381 555-7010"), ("PhoneMobile", "")));
    }

    [Fact]
    public async Task The_deactivated_and_the_client_himself_are_no_twins()
    {
        var gone = await app.CreatedAsync(("Name", "Se fue lejos"), ("PhoneMobile", "0381 555-7020"));
        await Deactivation.DeactivateAsync(app, gone);

        var id = ClientsApp.IdOf(await app.TryCreateAsync(("Name", "Número heredado"), ("PhoneMobile", "0381 555-7020"), ("Phone", "0381 555-7020")));
        ClientsApp.IdOf(await app.EditAsync(id, ("Phone", "")));
    }

    [Fact]
    public async Task Clients_of_others_are_not_shown()
    {
        await app.CreatedAsync(("Name", "Ajena Secreta"), ("PhoneMobile", "0381 555-7030"), ("Address", "Calle Escondida 123"));
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own", "clients.create");
        using var collector = await app.Wisp.SignInAsync(account);

        var page = await collector.SubmitAsync(
            await collector.GetAsync("/clients/new"), "form.form", ("Name", "Ajena Secreta"), ("PhoneMobile", "0381 555-7030"), ("Address", "Calle Escondida 123"));

        ClientsApp.IdOf(page);
    }

    private Task<long> CountAsync(string name) => app.Database.ValueAsync<long>("select count(*) from clients.client where name = $1", name);
}
