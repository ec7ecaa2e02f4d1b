namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
[Trait("rule", "FORM-18")]
public sealed class LocationTests(ClientsApp app)
{
    [Theory]
    [InlineData("-38.5489406", "-58.7504677")]
    [InlineData("-38,5489406", "-58,7504677")]
    [InlineData(" -38,5489406 ", "-58.7504677")]
    [InlineData("-38.5489406, -58.7504677", "")]
    [InlineData("-38.5489406,-58.7504677", "")]
    [InlineData("-38,5489406; -58,7504677", "")]
    [InlineData("-38,5489406 -58,7504677", "")]
    [InlineData("", "-38.5489406, -58.7504677")]
    [InlineData("-38.54894060000", "-58.75046770000")]
    public async Task H13_both_decimal_marks_and_a_pasted_pair_give_the_same_point(string latitude, string longitude)
    {
        var id = await app.CreatedAsync(("Name", "Con punto"), ("Latitude", latitude), ("Longitude", longitude));

        Assert.Equal(-38.5489406, await app.StoredAsync<double>(id, "ext.st_y(location)"));
        Assert.Equal(-58.7504677, await app.StoredAsync<double>(id, "ext.st_x(location)"));
        var form = await app.Admin.GetAsync($"/clients/{id}/edit");
        Assert.Equal("-38,5489406", form.Document.QuerySelector("[name=Latitude]")!.GetAttribute("value"));
        Assert.Equal("-58,7504677", form.Document.QuerySelector("[name=Longitude]")!.GetAttribute("value"));
        Assert.Contains("-38.5489406, -58.7504677", (await app.Admin.GetAsync($"/clients/{id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("385489", (await app.Admin.GetAsync($"/clients/{id}/history")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-385489406", "-58")]
    [InlineData("1.234.567", "2")]
    [InlineData("90.0000001", "0")]
    [InlineData("0", "-180,5")]
    [InlineData("-38.5", "")]
    [InlineData("", "-58.5")]
    [InlineData("NaN", "0")]
    [InlineData("1e1", "0")]
    [InlineData("Infinity", "0")]
    [InlineData("0,0];alert(1)//", "")]
    [InlineData("-38,5,-58,7", "")]
    public async Task H16_what_is_no_point_is_refused(string latitude, string longitude)
    {
        var page = await app.CreateAsync(("Name", "Sin punto"), ("Latitude", latitude), ("Longitude", longitude));

        Assert.StartsWith("No es un punto", ClientsApp.Refused(page, "Latitude"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_an_untouched_point_changes_nothing_and_clearing_removes_it()
    {
        var id = await app.CreatedAsync(("Name", "Punto quieto"), ("Latitude", "-34.9055016"), ("Longitude", "-56.1851147"));

        await app.EditAsync(id);
        Assert.Equal(1, await app.AuditRowsAsync(id));

        await app.EditAsync(id, ("Latitude", ""), ("Longitude", ""));
        Assert.True(await app.StoredAsync<bool>(id, "location is null"));
    }

    [Fact]
    [Trait("case", "H03")]
    public async Task H03_a_point_written_the_wrong_way_round_is_swapped_by_one_button()
    {
        var asked = await app.TryCreateAsync(("Name", "Al revés"), ("Latitude", "-58,4 -34,6"));

        Assert.Contains("¿están cambiadas la latitud y la longitud?", asked.Text, StringComparison.Ordinal);
        var id = ClientsApp.IdOf(await app.Admin.SubmitAsync(asked, "form.form", ("swap", "true")));

        Assert.Equal("-34.6 -58.4", await app.StoredAsync<string>(id, "ext.st_y(location) || ' ' || ext.st_x(location)"));
    }
}
