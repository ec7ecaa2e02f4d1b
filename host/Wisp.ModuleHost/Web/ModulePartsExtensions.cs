using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.ModuleHost;

/// <summary>Pages of modules.</summary>
public static class ModulePartsExtensions
{
    /// <summary>Adds the pages, views, view components and tag helpers of running modules.</summary>
    /// <param name="mvc">The host's MVC.</param>
    /// <param name="catalog">The modules.</param>
    /// <returns>The same builder.</returns>
    public static IMvcBuilder AddModuleParts(this IMvcBuilder mvc, ModuleCatalog catalog) =>
        mvc.ConfigureApplicationPartManager(parts =>
        {
            foreach (var assembly in catalog.Running.Select(module => module.Assembly!))
                foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
                    parts.ApplicationParts.Add(part);
        });
}
