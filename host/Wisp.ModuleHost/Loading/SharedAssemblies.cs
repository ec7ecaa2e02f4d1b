using Microsoft.AspNetCore.Builder;

namespace Wisp.ModuleHost;

/// <summary>The one list of assemblies that exist once in the process, besides the contracts.</summary>
internal static class SharedAssemblies
{
    public static readonly IReadOnlyList<string> Listed =
    [
        "Wisp.Sdk",
        "Microsoft.EntityFrameworkCore",
        "Microsoft.EntityFrameworkCore.Abstractions",
        "Microsoft.EntityFrameworkCore.Relational",
        "Npgsql",
        "Npgsql.EntityFrameworkCore.PostgreSQL",
        "Npgsql.EntityFrameworkCore.PostgreSQL.NetTopologySuite",
        "Npgsql.NetTopologySuite",
        "NetTopologySuite",
        "NetTopologySuite.IO.PostGis",
        "Microsoft.AspNetCore.Identity.EntityFrameworkCore",
        "Microsoft.Extensions.Identity.Stores",
        "Scrutor",
    ];

    /// <summary>
    /// The shared framework. Modules get it from the default context by themselves, unless a private copy splits its types.
    /// A self-contained host has everything in one folder, where the framework cannot be told apart.
    /// </summary>
    public static readonly IReadOnlySet<string> Framework =
        new[] { typeof(object), typeof(IApplicationBuilder) }
            .Select(type => Path.GetDirectoryName(type.Assembly.Location)!)
            .Where(folder => folder.Length > 0 && Path.GetFullPath(folder) != Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
