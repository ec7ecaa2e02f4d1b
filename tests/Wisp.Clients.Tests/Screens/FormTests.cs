using System.Net;

namespace Wisp.Clients.Tests.Screens;

public sealed class FormTests(ClientsSite site) : IClassFixture<ClientsSite>
{
    [Fact]
    [Trait("rule", "FORM-01")]
    [Trait("rule", "FORM-03")]
    public async Task A_client_is_made_shown_and_edited()
    {
        var url = await site.Admin.CreatedAsync(("Name", "O'Brien <b>"), ("Document", "20.417.833"), ("Email", "obrien@x.example"),
            ("PhoneMobile", "0381 555-0001"), ("Details", "portón verde"), ("Latitude", "-38,5489406; -58,7504677"));
        var page = await site.Admin.GetAsync(url);
        Assert.Equal("O'Brien <b>", Assert.Single(page.Texts("h1")));
        Assert.Contains("portón verde", page.Text, StringComparison.Ordinal);
        Assert.Contains("-38.5489406, -58.7504677", page.Text, StringComparison.Ordinal);

        var answer = await site.Admin.EditAsync(url, ("Address", "Rivera 12"));
        Assert.Equal(url, answer.Location);
        Assert.Contains("Rivera 12", (await site.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "FORM-24")]
    public async Task Saving_without_a_change_stores_nothing()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Sin Cambios"), ("Document", "DNI"[..0] + "30.111.222"), ("Latitude", "-34,60371234"), ("Longitude", "-58,38"));
        Assert.Equal(url, (await site.Admin.EditAsync(url)).Location);
        var history = await site.Admin.GetAsync($"{url}/history");
        Assert.DoesNotContain("Última modificación", history.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await site.App.Database.ValueAsync<long>("select count(*) from host.audit where subject_id = $1", Id(url)));
    }

    [Fact]
    [Trait("rule", "FORM-11")]
    [Trait("rule", "FORM-15")]
    [Trait("rule", "FORM-26")]
    public async Task What_another_client_holds_is_refused_with_a_link_to_it()
    {
        var first = await site.Admin.CreatedAsync(("Name", "La Primera"), ("Document", "25.333.444"), ("Email", "primera@x.example"), ("CustomId", "P-1"));
        var answer = await site.Admin.CreateAsync(("Name", "La Segunda"), ("Document", "25333444"), ("Email", "PRIMERA@x.example"), ("CustomId", "P-1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var field in new[] { "Document", "Email", "CustomId" })
        {
            Assert.Equal(first, answer.Link($"#{field}-error a"));
            Assert.NotNull(answer.Document.QuerySelector($".error-summary a[href='#{field}']"));
            Assert.Equal("true", answer.Document.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        }

        Assert.Contains("Emails a notificar", answer.Problem("Email"), StringComparison.Ordinal);
        Assert.Equal("La Segunda", answer.Document.QuerySelector("#Name")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("rule", "FORM-26")]
    public async Task A_number_typed_as_an_id_is_not_given_to_another()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Uno"));
        var next = await site.App.Database.ValueAsync<long>("select public_id + 1 from clients.client where id = $1", Id(url));
        await site.Admin.CreatedAsync(("Name", "Dos"), ("CustomId", $"{next + 1}"));
        var third = await site.Admin.CreatedAsync(("Name", "Tres"));
        Assert.Equal(next + 2, await site.App.Database.ValueAsync<long>("select public_id from clients.client where id = $1", Id(third)));
    }

    [Fact]
    [Trait("rule", "FORM-25")]
    public async Task The_second_to_save_sees_what_the_first_changed()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Disputada"));
        using var other = await site.App.SignInAsync("clients.view", "clients.edit");
        var opened = await other.GetAsync($"{url}/edit");
        await site.Admin.EditAsync(url, ("Address", "Colonia 100"));

        var refused = await other.SubmitAsync(opened, Screen.Form, ("Name", "Disputada Pérez"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Colonia 100", Assert.Single(refused.Texts("form .note tbody tr"), row => row.StartsWith("Dirección", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("Disputada", await site.App.Database.ValueAsync<string>("select name from clients.client where id = $1", Id(url)));

        Assert.Equal(url, (await other.SubmitAsync(refused, Screen.Form, ("Address", "Colonia 100"))).Location);
        Assert.Equal("Disputada Pérez|Colonia 100", await site.App.Database.ValueAsync<string>(
            "select name || '|' || address from clients.client where id = $1", Id(url)));
    }

    [Fact]
    [Trait("rule", "FORM-12")]
    public async Task Without_a_mail_the_form_and_the_page_say_so()
    {
        var url = await site.Admin.CreatedAsync(("Name", "Sin Correo"));
        Assert.Contains("no se le pueden enviar correos", (await site.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
        Assert.NotEmpty((await site.Admin.GetAsync($"{url}/edit")).Texts(".no-email"));
    }

    [Fact]
    [Trait("rule", "FORM-19")]
    [Trait("rule", "FORM-22")]
    [Trait("rule", "FORM-23")]
    public async Task Lists_without_entries_are_disabled_or_hidden()
    {
        var form = await site.Admin.GetAsync("/clients/new");
        Assert.True(form.Document.QuerySelector("#ZoneId")!.HasAttribute("disabled"));
        Assert.Contains("Configuración", form.Document.QuerySelector("#ZoneId-hint")!.TextContent, StringComparison.Ordinal);
        Assert.Null(form.Document.QuerySelector("#SellerId"));
        Assert.Null(form.Document.QuerySelector("#CollectorId"));
    }

    [Fact]
    public async Task A_forged_place_or_person_is_refused()
    {
        var nobody = Guid.CreateVersion7().ToString();
        var answer = await site.Admin.CreateAsync(("Name", "Ana"), ("ZoneId", nobody), ("CollectorId", nobody));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotNull(answer.Problem("ZoneId"));
    }

    [Fact]
    public async Task Of_equal_clients_saved_at_once_one_wins_and_the_other_is_told()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            site.Admin.CreateAsync(("Name", "Carrera"), ("Email", "carrera@x.example"), ("CustomId", "1001-C"), ("Document", "27.000.111"))));
        Assert.Single(answers, a => a.Location is not null);
        Assert.All(answers.Where(a => a.Location is null), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
    }

    private static Guid Id(string url) => Guid.Parse(url["/clients/".Length..]);
}
