using System.Net;
using System.Text.RegularExpressions;

namespace Wisp.Runtime.Mail;

/// <summary>The text part of a mail, from the plain markup that templates are written in.</summary>
internal static partial class PlainText
{
    public static string Of(string html)
    {
        var text = Body().Match(html).Groups[1].Value;
        text = Blanks().Replace(text, " ");
        text = Link().Replace(text, link => link.Groups[1].Value == link.Groups[2].Value.Trim() ? link.Groups[1].Value : $"{link.Groups[2].Value} ({link.Groups[1].Value})");
        text = Item().Replace(text, "\n- ");
        text = CellEnd().Replace(text, "  ");
        text = LineEnd().Replace(text, "\n");
        text = BlockEnd().Replace(text, "\n\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        var lines = text.Split('\n').Select(line => line.Trim());
        return Gaps().Replace(string.Join("\r\n", lines), "\r\n\r\n").Trim() + "\r\n";
    }

    [GeneratedRegex("<body[^>]*>(.*)</body>", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("""<a\s[^>]*href="([^"]*)"[^>]*>(.*?)</a>""")]
    private static partial Regex Link();

    [GeneratedRegex("<li[^>]*>")]
    private static partial Regex Item();

    [GeneratedRegex("</t[hd]>")]
    private static partial Regex CellEnd();

    [GeneratedRegex("<br[^>]*>|</tr>")]
    private static partial Regex LineEnd();

    [GeneratedRegex("</(?:p|h[1-6]|ul|ol|table|div)>")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:\r\n\s*){3,}")]
    private static partial Regex Gaps();
}
