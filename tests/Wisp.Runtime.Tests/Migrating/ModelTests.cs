using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Runtime.Tests.Migrating;

/// <summary>Migrations are SQL and the model is C#: nothing but this keeps them the same.</summary>
public sealed class ModelTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    public static TheoryData<string> Modules => ["host", "zones", "clients", "network", "work"];

    private sealed record Column(string Type, bool Nullable);

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task What_a_modules_context_maps_is_in_the_database_with_its_type_and_nullability(string module)
    {
        var contributions = WispRuntime.AllContributions(work.Runtime.Services).Single(m => m.ModuleId == module).Contributions;
        await using var scope = work.Runtime.Services.CreateAsyncScope();
        var context = (DbContext)scope.ServiceProvider.GetRequiredService(contributions.Database!.Context);
        var columns = await ColumnsAsync();
        var wrong = new List<string>();
        var mapped = 0;

        foreach (var entity in context.Model.GetEntityTypes())
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            Assert.Equal(module, table.Schema);
            foreach (var property in entity.GetProperties())
            {
                var name = property.GetColumnName(table);
                if (name is null or "xmin") continue;
                mapped++;
                // The database may be stricter than a class that is shared; it may not hold a NULL that the class has no place for.
                var wanted = new Column(Family(property.GetColumnType(table)!), property.IsColumnNullable(table));
                if (!columns.TryGetValue($"{table.Name}.{name}", out var found)) wrong.Add($"{table.Name}.{name} is missing");
                else if (found.Type != wanted.Type || (found.Nullable && !wanted.Nullable)) wrong.Add($"{table.Name}.{name} is {found}, and mapped as {wanted}");
            }
        }

        Assert.Equal([], wrong);
        Assert.True(mapped > 2);

        async Task<Dictionary<string, Column>> ColumnsAsync()
        {
            await using var connection = await work.Database.OpenAsync();
            var all = await connection.Sql(
                """
                select c.relname || '.' || a.attname, format_type(case when t.typtype = 'd' then t.typbasetype else t.oid end, a.atttypmod), not a.attnotnull
                from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
                where c.relnamespace = $1::text::regnamespace and a.attnum > 0 and not a.attisdropped
                """, module).ListAsync(row => (Name: row.GetString(0), Column: new Column(Family(row.GetString(1)), row.GetBoolean(2))));
            return all.ToDictionary(c => c.Name, c => c.Column);
        }
    }

    // Lengths are the database's business: the model does not name them.
    private static string Family(string type) => type.Replace("ext.", "", StringComparison.Ordinal) switch
    {
        var t when t.StartsWith("character varying", StringComparison.Ordinal) => "text",
        var t when t.StartsWith("numeric", StringComparison.Ordinal) => "numeric",
        var t when t.StartsWith("geometry", StringComparison.Ordinal) => t.ToLowerInvariant(),
        var t => t,
    };
}
