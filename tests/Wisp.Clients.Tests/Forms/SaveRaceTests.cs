using System.Net;

namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
[Trait("rule", "FORM-25")]
public sealed class SaveRaceTests(ClientsApp app)
{
    [Fact]
    public async Task The_second_save_is_refused_and_shows_what_the_other_stored()
    {
        var id = await app.CreatedAsync(("Name", "Original"), ("Address", "Calle 1"));
        var mine = await app.Admin.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("Name", "De la otra"), ("Details", "nota nueva"));

        var refused = await app.Admin.SubmitAsync(mine, "form.form", ("Address", "Calle 2"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("De la otra", await app.StoredAsync<string>(id, "name"));
        Assert.Equal("Calle 1", await app.StoredAsync<string>(id, "address"));
        var shown = refused.Document.QuerySelectorAll(".note-warn tbody tr").Select(r => string.Join(" | ", r.Children.Select(c => c.TextContent.Trim()))).Order();
        Assert.Equal(["Dirección | Calle 1 | Calle 2", "Nombre | De la otra | Original", "Observaciones | nota nueva | "], shown);
        Assert.Equal("Calle 2", refused.Document.QuerySelector("[name=Address]")!.GetAttribute("value"));

        // Having seen it, one may insist.
        ClientsApp.IdOf(await app.Admin.SubmitAsync(refused, "form.form", ("Name", "De la otra")));
        Assert.Equal("Calle 2", await app.StoredAsync<string>(id, "address"));
        Assert.Equal("De la otra", await app.StoredAsync<string>(id, "name"));
    }

    [Fact]
    public async Task Two_who_typed_the_same_are_both_content()
    {
        var id = await app.CreatedAsync(("Name", "Original"));
        var mine = await app.Admin.GetAsync($"/clients/{id}/edit");
        await app.EditAsync(id, ("Name", "Igual"));

        ClientsApp.IdOf(await app.Admin.SubmitAsync(mine, "form.form", ("Name", "Igual")));
        Assert.Equal(2, await app.AuditRowsAsync(id));
    }

    [Fact]
    public async Task A_client_deactivated_meanwhile_is_not_saved()
    {
        var id = await app.CreatedAsync(("Name", "Original"));
        var mine = await app.Admin.GetAsync($"/clients/{id}/edit");
        await Deactivation.DeactivateAsync(app, id);

        var answer = await app.Admin.FollowAsync(await app.Admin.SubmitAsync(mine, "form.form", ("Name", "Tarde")));

        Assert.Contains("reactivalo para poder editarlo", answer.Text, StringComparison.Ordinal);
        Assert.Equal("Original", await app.StoredAsync<string>(id, "name"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Conflict)]
    [InlineData("0", HttpStatusCode.Conflict)]
    [InlineData("x", HttpStatusCode.BadRequest)]
    [InlineData("99999999999", HttpStatusCode.BadRequest)]
    public async Task A_version_that_is_none_loses(string? version, HttpStatusCode answer)
    {
        var id = await app.CreatedAsync(("Name", "Original"));

        Assert.Equal(answer, (await app.EditAsync(id, ("version", version), ("Name", "Otro"))).Status);
        Assert.Equal("Original", await app.StoredAsync<string>(id, "name"));
    }

    [Fact]
    public async Task Of_saves_at_the_same_moment_exactly_one_is_stored()
    {
        using var other = await app.Wisp.SignInAsync("clients.view", "clients.edit");
        var id = await app.CreatedAsync(("Name", "Carrera 0"));
        var rounds = Places.Deep ? 200 : 50;
        for (var round = 1; round <= rounds; round++)
        {
            var forms = await Task.WhenAll(app.Admin.GetAsync($"/clients/{id}/edit"), other.GetAsync($"/clients/{id}/edit"));

            var answers = await Task.WhenAll(
                app.Admin.SubmitAsync(forms[0], "form.form", ("Name", $"Carrera {round} a")),
                other.SubmitAsync(forms[1], "form.form", ("Name", $"Carrera {round} b")));

            Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.Status).Order());
            var winner = answers[0].Status == HttpStatusCode.Redirect ? "a" : "b";
            Assert.Equal($"Carrera {round} {winner}", await app.StoredAsync<string>(id, "name"));
        }

        Assert.Equal(rounds + 1, await app.AuditRowsAsync(id));
    }
}
