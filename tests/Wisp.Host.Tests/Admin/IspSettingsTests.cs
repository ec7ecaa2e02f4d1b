using System.Net;
using System.Text;
using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

public sealed class IspSettingsTests(OwnHost host) : IClassFixture<OwnHost>
{
    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;

    [Theory]
    [InlineData("Form.Name", "")]
    [InlineData("Form.Name", "a\u0001b")]
    [InlineData("Form.Country", "XX")]
    [InlineData("Form.Country", "")]
    [InlineData("Form.TimeZone", "America/Atlantis")]
    [InlineData("Form.TimeZone", "../../etc/passwd")]
    [InlineData("Form.TimeZone", "")]
    [InlineData("Form.Currency", "XYZ")]
    [InlineData("Form.Currency", "")]
    [InlineData("Form.Language", "fr")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_saved(string field, string value)
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        var answer = await _admin.SubmitAsync(await _admin.GetAsync("/settings/isp"), "main form", (field, value));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var message = answer.Document.QuerySelector($"#{field.Replace('.', '_')}-error")!.TextContent;
        Assert.NotEqual("", message.Trim());
        if (value.Length > 2) Assert.Contains(field == "Form.Name" ? "control" : value, message, StringComparison.Ordinal);
        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Fact]
    public async Task What_is_right_is_saved_shown_and_audited()
    {
        await _admin.SubmitAsync(await _admin.GetAsync("/settings/isp"), "main form", ("Form.Name", "Fibra Sur"), ("Form.Country", "UY"),
            ("Form.TimeZone", "America/Montevideo"), ("Form.Currency", "uyu"), ("Form.Language", "es"));
        var page = await _admin.GetAsync("/settings/isp");
        Assert.Equal("Fibra Sur", page.Texts(".brand small").Single());
        Assert.Equal("UYU", page.Document.QuerySelector("#Form_Currency")!.GetAttribute("value"));
        Assert.Equal("America/Montevideo", page.Document.QuerySelector("#Form_TimeZone")!.GetAttribute("value"));
        Assert.Equal("form", await _app.Database.ValueAsync<string>("select channel from host.audit where table_name = 'setting' order by id desc limit 1"));

        await _admin.SubmitAsync(page, "main form", ("Form.Name", "Fibra Norte"));
        Assert.Contains("Fibra Norte", await _app.Database.ValueAsync<string>("select new::text from host.audit where table_name = 'setting' order by id desc limit 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_becomes_the_logo_and_goes_again()
    {
        var before = await FilesAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.GetAsync("/isp/logo")).Status);
        await UploadAsync("logo.png", Png, "text/html");
        using var stranger = _app.NewBrowser();
        var logo = await stranger.GetAsync("/isp/logo");
        // Its kind is what its bytes say, not what the upload said.
        Assert.Equal((HttpStatusCode.OK, "image/png", "nosniff"), (logo.Status, logo.Headers["Content-Type"], logo.Headers["X-Content-Type-Options"]));
        Assert.Contains("/isp/logo?v=", (await stranger.GetAsync("/sign-in")).Body, StringComparison.Ordinal);

        await UploadAsync("logo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[600]], "image/jpeg");
        Assert.Equal(before + 1, await FilesAsync());
        await _admin.SubmitAsync(await _admin.GetAsync("/settings/isp"), "main form", ("Form.RemoveLogo", "true"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/isp/logo")).Status);
        Assert.Equal(before, await FilesAsync());
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_whatever_it_calls_itself()
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        var svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");
        var html = Encoding.UTF8.GetBytes("<!doctype html><script>alert(1)</script>");
        foreach (var (content, message) in new (byte[], string)[]
        {
            (svg, "logo.png"), (html, "logo.png"), ([], "logo.png"), ([0x89, 0x50], "logo.png"), ("GIF89a"u8.ToArray(), "logo.png"),
            ([.. Png, .. new byte[512 * 1024]], "512"),
        })
        {
            var answer = await UploadAsync("logo.png", content, "image/png");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains(message, answer.Texts("#Form_Logo-error").Single(), StringComparison.Ordinal);
        }

        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    private Task<long> FilesAsync() => _app.Database.ValueAsync<long>("select count(*) from host.file");

    private async Task<Page> UploadAsync(string name, byte[] content, string type) =>
        await _admin.UploadAsync(await _admin.GetAsync("/settings/isp"), "main form", "Form.Logo", name, content, type, ("Form.Name", "Fibra Sur"));
}
