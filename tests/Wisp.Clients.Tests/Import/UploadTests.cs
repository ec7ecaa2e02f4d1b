using System.Net;
using Wisp.Clients.Tests.Reading;
using Wisp.Testing;

namespace Wisp.Clients.Tests.Import;

[Trait("rule", "IMP-01")]
public sealed class UploadTests(Importer importer) : IClassFixture<Importer>
{
    [Fact]
    public async Task A_ZIP_and_an_empty_file_are_refused_on_the_spot()
    {
        var zip = await Importer.UploadAsync(importer.Browser, [.. "PK"u8, 3, 4, .. new byte[60]]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, zip.Status);
        Assert.Contains("ZIP", zip.Text, StringComparison.Ordinal);

        var empty = await Importer.UploadAsync(importer.Browser, []);
        Assert.Contains("vacío", empty.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A02_A04_the_preview_shows_how_the_file_reads_and_lets_a_person_change_it()
    {
        var page = await importer.PreviewAsync(Bytes.Of("nombre;saldo;dirección\nMuñoz, Ana;1,50;Calle 1, 2\n", "windows-1252"));
        Assert.Equal(["windows-1252", "semicolon"], Chosen(page));
        Assert.Contains("Muñoz, Ana", page.Texts("td"));

        var changed = await importer.Browser.SubmitAsync(page with { Url = page.Url.Split('?')[0] }, "main form[method=get]", ("encoding", "utf-8"), ("separator", "comma"));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Contains("ningún título", changed.Text, StringComparison.Ordinal);
        Assert.Null(changed.Document.QuerySelector("main form[method=post] button[formaction*=Import]"));
    }

    [Fact]
    public async Task Nobody_else_sees_the_file_or_uploads_without_right_and_token()
    {
        var page = await importer.PreviewAsync(Bytes.Of("nombre\nAna\n"));
        using var other = await importer.App.SignInAsync("clients.import");
        // A new role counts within seconds.
        var theirs = await Eventually.BecomesAsync(() => other.GetAsync(page.Url), p => p.Status != HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.NotFound, theirs.Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await Importer.UploadAsync(other, Bytes.Of("nombre\nAna\n"), withToken: false)).Status);
        using var reader = await importer.App.SignInAsync("clients.view");
        Assert.NotEqual(HttpStatusCode.OK, (await reader.GetAsync("/clients/import")).Status);
    }

    private static string[] Chosen(Page page) =>
        [.. page.Document.QuerySelectorAll("select option[selected]").Select(o => o.GetAttribute("value")!)];
}
