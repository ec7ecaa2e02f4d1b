using System.Net;
using System.Text;

namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class TextTests(ClientsApp app)
{
    private const string Family = "👩‍👩‍👧";

    [Fact]
    public async Task C11_lengths_are_counted_in_what_a_person_sees()
    {
        var longest = string.Concat(Enumerable.Repeat(Family, 255));
        var id = await app.CreatedAsync(("Name", longest), ("CustomId", string.Concat(Enumerable.Repeat(Family, 49)) + "a"), ("ZipCode", string.Concat(Enumerable.Repeat(Family, 20))));

        Assert.Equal(longest, await app.StoredAsync<string>(id, "name"));
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetAsync($"/clients/{id}")).Status);
        Assert.Equal("Puede tener hasta 255 caracteres.", ClientsApp.Refused(await app.CreateAsync(("Name", longest + "a")), "Name"));
        Assert.Equal("Puede tener hasta 50 caracteres.", ClientsApp.Refused(await app.CreateAsync(("Name", "a"), ("CustomId", new string('a', 51))), "CustomId"));
        Assert.Equal("Puede tener hasta 20 caracteres.", ClientsApp.Refused(await app.CreateAsync(("Name", "a"), ("ZipCode", new string('a', 21))), "ZipCode"));
    }

    [Theory]
    [InlineData("Name", 255)]
    [InlineData("CustomId", 50)]
    [InlineData("ZipCode", 20)]
    [InlineData("Address", 255)]
    [InlineData("AddressAdditionalData", 255)]
    [InlineData("Details", 4000)]
    public async Task L03_no_accepted_length_breaks_the_database(string field, int limit)
    {
        foreach (var letter in new[] { "ñ", "😀", Family, "e\u0301\u0302\u0323\u0331" })
        {
            var page = await app.CreateAsync(("Name", "a"), (field, string.Concat(Enumerable.Repeat(letter, limit))));
            Assert.True(page.Status is HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity, $"{letter}: {page.Status} {page.Text}");
        }
    }

    [Fact]
    public async Task L03_very_long_texts_are_refused_with_the_limit()
    {
        Assert.Equal("Puede tener hasta 255 caracteres.", ClientsApp.Refused(await app.CreateAsync(("Name", new string('x', 5_000))), "Name"));
        Assert.Equal("Puede tener hasta 4000 caracteres.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("Details", new string('x', 100_000))), "Details"));
    }

    [Fact]
    public async Task C09_composed_and_decomposed_letters_are_the_same()
    {
        const string Composed = "Mu\u00f1oz Distinto";
        var id = await app.CreatedAsync(("Name", Composed.Normalize(NormalizationForm.FormD)), ("CustomId", "A\u0301-09"));

        Assert.Equal(Composed, await app.StoredAsync<string>(id, "name"));
        ClientsApp.Refused(await app.CreateAsync(("Name", "Otro"), ("CustomId", "\u00c1-09")), "CustomId");
        ClientsApp.IdOf(await app.EditAsync(id, ("Name", Composed.Normalize(NormalizationForm.FormD))));
        Assert.Equal(1, await app.AuditRowsAsync(id));
    }

    [Theory]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("O'Brien")]
    [InlineData("100% _real_ C:\\nuevo")]
    [InlineData("'; drop table clients.client; --")]
    [InlineData("{{7*7}} ${7*7} @Model")]
    [InlineData("<b>ok</b><img src=x onerror=alert(1)>")]
    [InlineData("D'Alessandro J.")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"pagar\")")]
    [InlineData("عَبد الله")]
    public async Task I01_texts_are_stored_and_shown_as_they_are(string text)
    {
        var id = await app.CreatedAsync(("Name", text), ("Details", text), ("Address", text), ("AddressAdditionalData", text));

        Assert.Equal(text, await app.StoredAsync<string>(id, "name"));
        foreach (var url in new[] { "/clients?size=100&q=" + Uri.EscapeDataString(text), $"/clients/{id}", $"/clients/{id}/panel", $"/clients/{id}/panel?tab=history", $"/clients/{id}/history", $"/clients/{id}/edit", $"/clients/{id}/deactivate", "/clients/find?q=" + Uri.EscapeDataString(text) })
        {
            var page = await app.Admin.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("[onload], [onerror], script:not([src]), img[src=x]"));
            Assert.Contains(text, page.Document.DocumentElement.TextContent + string.Concat(page.Document.QuerySelectorAll("input").Select(i => i.GetAttribute("value"))), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Name", "Ana\r\nBcc: evil@x.example")]
    [InlineData("Address", "Calle\u001b1")]
    [InlineData("Details", "uno\vdos")]
    public async Task J01_control_characters_are_refused(string field, string text) =>
        Assert.StartsWith("Tiene caracteres que no se pueden guardar", ClientsApp.Refused(await app.CreateAsync([.. new[] { ("Name", (string?)"Ana") }.Where(f => f.Item1 != field), (field, text)]), field), StringComparison.Ordinal);

    [Fact]
    public async Task A_zero_in_a_form_is_a_bad_request() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.CreateAsync(("Name", "Ana\0Pérez"))).Status);

    [Fact]
    public async Task A_broken_surrogate_never_reaches_the_database()
    {
        var form = await app.Admin.GetAsync("/clients/new");
        var token = form.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var body = new StringContent($"__RequestVerificationToken={Uri.EscapeDataString(token)}&KindPerson=Other&Name=Ana%ED%A0%BD&Details=%FF%FE", Encoding.ASCII, "application/x-www-form-urlencoded");

        using var answer = await app.Admin.Client.PostAsync("/clients/new", body);

        Assert.True((int)answer.StatusCode < 500);
    }
}
