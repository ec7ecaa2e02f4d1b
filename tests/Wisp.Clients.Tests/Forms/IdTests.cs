using System.Net;

namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
[Trait("rule", "FORM-26")]
public sealed class IdTests(ClientsApp app)
{
    [Fact]
    public async Task Blank_stays_blank_and_the_number_is_shown()
    {
        var id = await app.CreatedAsync(("Name", "Sin ID"), ("CustomId", "  "));

        Assert.Null(await app.StoredAsync<string>(id, "custom_id"));
        var number = await app.StoredAsync<long>(id, "public_id");
        Assert.Equal([$"{number}"], (await app.Admin.GetAsync($"/clients/{id}")).Texts(".page-head > .muted"));
    }

    [Fact]
    public async Task C01_a_taken_one_is_refused_with_who_has_it()
    {
        var holder = await app.CreatedAsync(("Name", "Primera"), ("CustomId", "CLI-1001"));

        var page = await app.CreateAsync(("Name", "Segunda"), ("CustomId", "CLI-1001"));

        Assert.StartsWith("Ese ID ya lo usa otro cliente.", ClientsApp.Refused(page, "CustomId"), StringComparison.Ordinal);
        Assert.Equal($"/clients/{holder}", page.Document.QuerySelector("#CustomId-error a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_deactivated_client_keeps_its_own()
    {
        var first = await app.CreatedAsync(("Name", "Se va"), ("CustomId", "CLI-2002"));
        await Deactivation.DeactivateAsync(app, first);

        ClientsApp.Refused(await app.CreateAsync(("Name", "Viene"), ("CustomId", "CLI-2002")), "CustomId");
    }

    [Fact]
    public async Task A_number_that_is_another_clients_is_refused_and_typed_numbers_are_skipped()
    {
        var first = await app.CreatedAsync(("Name", "Numerada"));
        var number = await app.StoredAsync<long>(first, "public_id");
        ClientsApp.Refused(await app.CreateAsync(("Name", "Copia"), ("CustomId", $"{number}")), "CustomId");

        foreach (var ahead in new[] { 20, 21, 22 }) await app.CreatedAsync(("Name", "Adelantada"), ("CustomId", $"{number + ahead}"));
        var given = new List<long>();
        for (var i = 0; i < 25; i++) given.Add(await app.StoredAsync<long>(await app.CreatedAsync(("Name", "Siguiente")), "public_id"));

        Assert.Equal(25, given.Distinct().Count());
        Assert.DoesNotContain(given, g => g >= number + 20 && g <= number + 22);
    }

    [Fact]
    public async Task Giving_up_an_ID_whose_number_someone_else_took_is_refused()
    {
        var first = await app.CreatedAsync(("Name", "Cambia"), ("CustomId", ClientsApp.Unique("cambia")));
        var number = await app.StoredAsync<long>(first, "public_id");
        await app.CreatedAsync(("Name", "La tomó"), ("CustomId", $"{number}"));

        ClientsApp.Refused(await app.EditAsync(first, ("CustomId", "")), "CustomId");
    }

    [Fact]
    public async Task C01_of_two_requests_at_once_one_wins_and_the_other_gets_a_field_message()
    {
        for (var round = 0; round < (Places.Deep ? 50 : 8); round++)
        {
            var form = await app.Admin.GetAsync("/clients/new");
            var wanted = ClientsApp.Unique("carrera");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Admin.SubmitAsync(
                form, "form.form", ("Name", "Carrera"), ("CustomId", wanted), ("Email", $"{wanted}@x.example"), ("Document", null))));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(answers.Where(a => a.Status != HttpStatusCode.Redirect), a =>
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status);
                Assert.Contains("CustomId-error", a.Document.QuerySelectorAll(".field-error").Select(e => e.Id));
            });
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from clients.client where custom_id = $1", wanted));
        }
    }

    [Fact]
    public async Task C01_clients_without_ID_made_while_others_type_the_next_numbers_all_get_one()
    {
        var form = await app.Admin.GetAsync("/clients/new");
        var next = await app.Database.ValueAsync<long>("select last_value + 1 from clients.client_public_id_seq");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? app.Admin.SubmitAsync(form, "form.form", ("Name", "Sin ID"))
            : app.Admin.SubmitAsync(form, "form.form", ("Name", "Con ID"), ("CustomId", $"{next + i}"))));

        Assert.All(answers.Where((_, i) => i % 2 == 0), a => Assert.Equal(HttpStatusCode.Redirect, a.Status));
        Assert.All(answers, a => Assert.True((int)a.Status < 500));
    }
}
