using System.Net;

namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class PersonKindTests(ClientsApp app)
{
    private static readonly string[] Parts = ["FirstName", "SecondName", "FirstSurname", "SecondSurname"];

    [Fact]
    [Trait("rule", "FORM-01")]
    [Trait("rule", "FORM-03")]
    public async Task A_new_form_is_empty_and_the_pencil_opens_it_filled()
    {
        var blank = await app.Admin.GetAsync("/clients/new");

        Assert.Equal(["Datos personales", "Ubicación"], blank.Texts("fieldset.block > legend").Take(2));
        Assert.All(blank.Document.QuerySelectorAll("form.form .form-pane:first-of-type input.form-control"), i => Assert.Equal("", i.GetAttribute("value") ?? ""));
        foreach (var field in new[] { "Name", "CustomId", "Phone", "PhoneMobile", "Document", "DocumentType", "Email", "Details" })
            Assert.NotNull(blank.Document.QuerySelector($"form.form [name={field}]"));

        var id = await app.CreatedAsync(("Name", "Lápiz Filled"), ("Details", "\nuna\ndos"), ("Address", "Calle 1"));
        var filled = await app.Admin.GetAsync($"/clients/{id}/edit");
        Assert.Equal("Lápiz Filled", filled.Document.QuerySelector("[name=Name]")!.GetAttribute("value"));
        Assert.Equal("una\ndos", filled.Document.QuerySelector("[name=Details]")!.TextContent.Trim());
        Assert.Equal("Calle 1", filled.Document.QuerySelector("[name=Address]")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("rule", "FORM-04")]
    public async Task There_are_three_kinds_and_a_new_client_starts_on_other()
    {
        var form = await app.Admin.GetAsync("/clients/new");

        Assert.Equal(["Otro", "Persona física", "Persona jurídica"], form.Texts(".kinds label"));
        Assert.Equal("Other", form.Document.QuerySelector(".kinds input[checked]")!.GetAttribute("value"));
    }

    [Theory]
    [Trait("rule", "FORM-05")]
    [Trait("rule", "FORM-08")]
    [InlineData("Other")]
    [InlineData("Legal")]
    public async Task Other_and_legal_persons_need_a_name_and_nothing_else(string kind)
    {
        Assert.Equal("Falta el nombre.", ClientsApp.Refused(await app.CreateAsync(("KindPerson", kind), ("Name", " \t ")), "Name"));

        var id = await app.CreatedAsync(("KindPerson", kind), ("Name", "  Plexinor  "));
        Assert.Equal("Plexinor", await app.StoredAsync<string>(id, "name"));
    }

    [Theory]
    [Trait("rule", "FORM-06")]
    [Trait("rule", "FORM-07")]
    [InlineData("Anita", "Ana", "María", "Pérez", "Gil", "Anita")]
    [InlineData("", "Ana", "María", "Pérez", "Gil", "Ana María Pérez Gil")]
    [InlineData("  ", " Ana ", "María", "Pérez", "Gil ", "Ana María Pérez Gil")]
    [InlineData("Anita", "", "María", "Pérez", "Gil", "Anita")]
    [InlineData("Anita", "Ana", "", "Pérez", "Gil", "Anita")]
    [InlineData("Anita", "Ana", "María", "", "Gil", "Anita")]
    [InlineData("Anita", "Ana", "María", "Pérez", "", "Anita")]
    public async Task Four_of_five_names_are_enough_for_a_natural_person(string name, string one, string two, string three, string four, string stored)
    {
        var id = await app.CreatedAsync(
            ("KindPerson", "Natural"), ("Name", name), ("FirstName", one), ("SecondName", two), ("FirstSurname", three), ("SecondSurname", four));

        Assert.Equal(stored, await app.StoredAsync<string>(id, "name"));
        Assert.Equal(one.Trim().Length == 0 ? null : one.Trim(), await app.StoredAsync<string>(id, "first_name"));
    }

    [Theory]
    [Trait("rule", "FORM-06")]
    [InlineData(3, "Anita", "Ana", "", "Pérez", "")]
    [InlineData(3, "", "Ana", "María", "Pérez", "\t")]
    [InlineData(2, "Anita", " ", "\u00a0", "Pérez", "")]
    [InlineData(1, "Ana María Pérez Gil", "", "", "", "")]
    [InlineData(0, "", "", "", "", "")]
    public async Task Fewer_are_refused_by_one_message_that_names_the_rule(int given, string name, string one, string two, string three, string four)
    {
        var page = await app.CreateAsync(
            ("KindPerson", "Natural"), ("Name", name), ("FirstName", one), ("SecondName", two), ("FirstSurname", three), ("SecondSurname", four));

        Assert.StartsWith($"Una persona física necesita al menos 4 de los cinco nombres; hay {given}.", ClientsApp.Refused(page, "Name"), StringComparison.Ordinal);
        Assert.Equal("Natural", page.Document.QuerySelector(".kinds input[checked]")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("rule", "FORM-07")]
    public async Task A_composed_name_has_the_limit_of_a_typed_one()
    {
        var page = await app.CreateAsync([("KindPerson", "Natural"), .. Parts.Select(p => (p, (string?)new string('ñ', 100)))]);

        Assert.Equal("Puede tener hasta 255 caracteres.", ClientsApp.Refused(page, "Name"));
    }

    [Fact]
    [Trait("rule", "FORM-09")]
    [Trait("rule", "INV-C1")]
    public async Task Changing_the_kind_clears_the_parts_and_keeps_the_name()
    {
        var id = await app.CreatedAsync([("KindPerson", "Natural"), .. Parts.Select(p => (p, (string?)p))]);

        Assert.Equal(HttpStatusCode.Redirect, (await app.EditAsync(id, ("KindPerson", "Legal"))).Status);

        Assert.Equal("FirstName SecondName FirstSurname SecondSurname", await app.StoredAsync<string>(id, "name"));
        Assert.Equal(0, await app.StoredAsync<int>(id, "num_nonnulls(first_name, second_name, first_surname, second_surname)"));
    }

    [Theory]
    [InlineData("Robot")]
    [InlineData("7")]
    [InlineData("")]
    public async Task A_kind_that_is_none_is_refused(string kind) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.CreateAsync(("KindPerson", kind), ("Name", "Sin clase"))).Status);
}
