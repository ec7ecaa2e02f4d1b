using System.Reflection;

namespace Wisp.ModuleHost;

/// <summary>Who brought which view and which page. MVC would let the last one win without a word, or answer 500 to both.</summary>
internal sealed class PageClaims
{
    private readonly Dictionary<string, string> views = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> routes = [];

    public PageClaims(Assembly? host)
    {
        if (host is not null) Claim(host, "Wisp");
    }

    public ModuleProblem? Check(LoadedModule module)
    {
        foreach (var page in CompiledPage.Of(module.Assembly!))
        {
            if (views.TryGetValue(page.Path, out var owner)) return ModuleProblem.Of(ProblemTexts.ViewTaken, page.Path, owner);
            if (page.Routes.FirstOrDefault(routes.ContainsKey) is { } route)
                return ModuleProblem.Of(ProblemTexts.RouteTaken, page.Path, route, routes[route]);
        }

        return null;
    }

    public void Claim(LoadedModule module) => Claim(module.Assembly!, module.Id);

    private void Claim(Assembly assembly, string owner)
    {
        foreach (var page in CompiledPage.Of(assembly))
        {
            views[page.Path] = owner;
            foreach (var route in page.Routes) routes[route] = owner;
        }
    }
}
