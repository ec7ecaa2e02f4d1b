using AngleSharp.Dom;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Wisp.Testing;

namespace Wisp.Host.Tests.Doors;

/// <summary>What each page of the route table carries: headers that bind the browser, and nothing that they would stop.</summary>
[Collection(SharedHostCollection.Name)]
public sealed class PageContentTests(SharedHost host)
{
    // A mail as its reader sees it, in a frame that can do nothing: MailPageTests looks at its headers.
    private const string Framed = "/mail/{id:guid}/body";

    private IEnumerable<Route> Pages => host.Routes.Where(route => route.Answers("GET") && route.Pattern != Framed);

    [Fact]
    public async Task Every_answer_binds_the_browser()
    {
        using var stranger = host.App.NewBrowser();
        foreach (var url in Pages.Select(route => route.Url).Append("/nowhere").Append("/favicon.svg"))
        {
            foreach (var answer in new[] { await host.Admin.GetAsync(url), await stranger.GetAsync(url) })
            {
                var policy = answer.Headers["Content-Security-Policy"];
                Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
                Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
                Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
                Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
                Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
                Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
                // The address of a link is a secret.
                var isSecret = url.StartsWith("/portal/link/", StringComparison.Ordinal) || url.StartsWith("/portal/pair/", StringComparison.Ordinal);
                Assert.Equal(isSecret ? "no-referrer" : "same-origin", answer.Headers["Referrer-Policy"]);
                Assert.False(answer.Headers.ContainsKey("Server"));
            }
        }
    }

    [Fact]
    public async Task What_an_operator_sees_is_kept_in_no_cache()
    {
        foreach (var route in host.Routes.Where(route => !route.IsAnonymous && route.Answers("GET")))
            Assert.Contains("no-store", (await host.Admin.GetAsync(route.Url)).Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_can_open_every_page()
    {
        foreach (var route in host.Routes.Where(route => !route.IsAnonymous && route.Answers("GET")))
        {
            var answer = await host.Admin.GetAsync(route.Url);
            var accepted = route.Pattern == "/account/two-factor/key.svg" ? [HttpStatusCode.NotFound] : new[] { HttpStatusCode.OK, HttpStatusCode.Redirect };
            Assert.True(accepted.Contains(answer.Status), $"{route.Url} gives an administrator {answer.Status}");
        }
    }

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public async Task No_page_has_code_or_style_between_its_lines(string language)
    {
        using var admin = await host.App.SignInAsAdminAsync();
        await admin.SubmitAsync(await admin.GetAsync("/account"), "form[action='/language']", ("language", language));
        using var stranger = host.App.NewBrowser();
        foreach (var route in Pages)
        {
            foreach (var page in new[] { await admin.GetAsync(route.Url), await admin.GetPartAsync(route.Url), await stranger.GetAsync(route.Url) })
            {
                if (!page.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal)) continue;
                foreach (var element in page.Document.All) Check(element, page.Headers["Content-Security-Policy"], $"{route.Url}: {element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)]}");
            }
        }
    }

    [Fact]
    public async Task Every_page_has_a_title_a_language_and_one_heading()
    {
        foreach (var route in Pages)
        {
            var page = await host.Admin.GetAsync(route.Url);
            if (page.Status != HttpStatusCode.OK || page.Document.Doctype is null) continue;
            var ofPortal = route.Pattern.StartsWith("/portal/", StringComparison.Ordinal);
            Assert.Matches(ofPortal ? ".+ · Portal de clientes$" : ".+ · Wisp$", page.Document.Title);
            Assert.Equal(ofPortal ? "es" : "es-AR", page.Document.DocumentElement.GetAttribute("lang"));
            Assert.True(page.Document.QuerySelectorAll("h1").Length == 1, $"{route.Url} has {page.Document.QuerySelectorAll("h1").Length} headings");
        }
    }

    private static void Check(IElement element, string policy, string where)
    {
        Assert.False(element.LocalName is "base" or "object" or "embed", where);
        // A sheet inside the page is one that the policy names by its digest.
        if (element.LocalName == "style")
            Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)))}'", policy, StringComparison.Ordinal);
        Assert.True(element.LocalName != "iframe" || (element.GetAttribute("sandbox") == "" && element.GetAttribute("src")!.StartsWith("/mail/", StringComparison.Ordinal)), where);
        Assert.True(element.LocalName != "script" || (element.HasAttribute("src") && element.TextContent.Length == 0), where);
        foreach (var attribute in element.Attributes)
        {
            Assert.False(attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name.StartsWith("hx-on", StringComparison.Ordinal), where);
            Assert.DoesNotContain("javascript:", attribute.Value, StringComparison.OrdinalIgnoreCase);
            if (attribute.Name is "src" or "href" && element.LocalName is "script" or "link" or "img")
                Assert.True(attribute.Value.StartsWith('/') && !attribute.Value.StartsWith("//", StringComparison.Ordinal), where);
        }
    }
}
