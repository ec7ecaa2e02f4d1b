using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Wisp.Sdk;

/// <summary>
/// A migration whose text is SQL: the embedded file <c>Data/Migrations/&lt;migration id&gt;.sql</c> of the same assembly. It runs in
/// one transaction as the owner of all schemas; <c>search_path</c> is <c>ext</c>, so the module's objects are named with their schema.
/// Grants, audit triggers and published views follow from what the module declared and need no SQL.
/// </summary>
public abstract class SqlMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var id = GetType().GetCustomAttribute<MigrationAttribute>()?.Id
            ?? throw new InvalidOperationException($"{GetType().Name} has no [Migration].");
        var assembly = GetType().Assembly;
        var name = Array.Find(assembly.GetManifestResourceNames(), n => n.EndsWith($".{id}.sql", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no {id}.sql.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}
