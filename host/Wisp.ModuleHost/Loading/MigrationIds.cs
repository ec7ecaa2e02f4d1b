using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Wisp.ModuleHost;

internal static class MigrationIds
{
    /// <summary>By attributes, because asking EF Core builds its model first.</summary>
    public static IReadOnlyList<string> Of(Type[] types, Type? context) =>
    [
        .. from type in types
           where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
           let id = type.GetCustomAttribute<MigrationAttribute>()?.Id
           where id is not null && context is not null
           orderby id
           select id,
    ];
}
