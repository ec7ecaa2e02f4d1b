using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Wisp.ModuleHost;

/// <summary>A compiled view, and where it answers if it is a page.</summary>
internal sealed partial record CompiledPage(string Path, IReadOnlyList<string> Routes)
{
    /// <summary>The compiled views of an assembly. Imports only served the compiler and may share a path.</summary>
    public static IReadOnlyList<CompiledPage> Of(Assembly assembly) =>
    [
        .. from item in new RazorCompiledItemLoader().LoadItems(assembly)
           where !item.Identifier.EndsWith("/_ViewImports.cshtml", StringComparison.OrdinalIgnoreCase)
           select new CompiledPage(item.Identifier, item.Kind == "mvc.1.0.razor-page" ? RoutesOf(item) : []),
    ];

    private static string[] RoutesOf(RazorCompiledItem item)
    {
        if (PagePattern().Match(item.Identifier) is not { Success: true } match) return [];
        var template = item.Metadata.OfType<RazorCompiledItemMetadataAttribute>().FirstOrDefault(data => data.Key == "RouteTemplate")?.Value ?? "";
        if (template is ['/', ..] or ['~', '/', ..]) return [Normal(template.TrimStart('~'))];
        var page = $"{match.Groups["area"].Value}/{match.Groups["page"].Value}";
        string[] names = IndexPattern().IsMatch(page) ? [page, IndexPattern().Replace(page, "")] : [page];
        return [.. names.Select(name => Normal($"{name}/{template}"))];
    }

    // What a parameter is called makes no difference to who answers; its constraints do.
    private static string Normal(string route) =>
        "/" + ParameterPattern().Replace(route.Trim('/'), "{").ToLowerInvariant();

    [GeneratedRegex(@"^(/Areas(?<area>/[^/]+))?/Pages/(?<page>.+)\.cshtml$", RegexOptions.IgnoreCase)]
    private static partial Regex PagePattern();

    [GeneratedRegex(@"/?\bIndex$", RegexOptions.IgnoreCase)]
    private static partial Regex IndexPattern();

    [GeneratedRegex(@"\{\w+")]
    private static partial Regex ParameterPattern();
}
