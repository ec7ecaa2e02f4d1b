using System.Text.RegularExpressions;

namespace Wisp.Architecture.Tests;

public sealed partial class PageSourceTests
{
    [Fact]
    public void Pages_obey_the_content_security_policy()
    {
        var pages = Shipped.Sources("*.cshtml");
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            var text = File.ReadAllText(page);
            var found = Forbidden().Match(text);
            Assert.False(found.Success, $"{page}: {found.Value}");
        }
    }

    [GeneratedRegex("""\sstyle="|<style|<script(?![^>]*\bsrc=)|\son[a-z]+="|hx-on|"js:|javascript:|Html\.Raw|IViewLocalizer""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
