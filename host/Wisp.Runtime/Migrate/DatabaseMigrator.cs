using System.Reflection;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Migrate;

/// <summary>Makes or brings up to date extensions, roles, schemas, grants and audit triggers, under one lock. May be repeated.</summary>
public sealed class DatabaseMigrator(WispOptions options, ILoggerFactory loggers)
{
    private const long Lock = 0x57495350; // "WISP"

    private readonly RoleNames _roles = new(options.RolePrefix);

    /// <summary>Migrates the host, then each module; a module that fails does not stop the others.</summary>
    /// <param name="modules">The host first, then the modules in their order.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    /// <returns>What was done, in the same order.</returns>
    public async Task<IReadOnlyList<ModuleMigration>> RunAsync(IReadOnlyList<ModuleToMigrate> modules, CancellationToken cancellationToken)
    {
        await using var administrator = await OpenAsync(null, cancellationToken);
        await administrator.Sql("select pg_advisory_lock($1)", Lock).RunAsync(cancellationToken);
        await new RoleSetup(administrator, _roles).RunAsync(modules, options.AppPassword, options.Logins, cancellationToken);

        await using var owner = await OpenAsync(_roles.Owner, cancellationToken);
        await owner.Sql(await ReadAsync("base.sql")).RunAsync(cancellationToken);
        var results = new List<ModuleMigration>();
        foreach (var module in modules) results.Add(await MigrateAsync(module, owner, cancellationToken));
        await EngineAsync(owner, cancellationToken);
        return results;
    }

    private async Task<ModuleMigration> MigrateAsync(ModuleToMigrate module, NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        if (module.Database is not { } database) return new ModuleMigration(module.Id, module.Required, [], null);
        try
        {
            await using var context = Context(database.Context, owner, database.Schema, module.Assembly);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await context.Database.MigrateAsync(cancellationToken);
            await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
            await new Grants(owner, _roles).RunAsync(module, database, cancellationToken);
            await new AuditTriggers(owner).RunAsync(database, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new ModuleMigration(module.Id, module.Required, pending, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A broken module must not keep the others from being migrated; the caller reports it.
            loggers.CreateLogger<DatabaseMigrator>().LogError(e, "Module {Module} could not be migrated", module.Id);
            await new Grants(owner, _roles).CloseAsync(module, database, cancellationToken);
            return new ModuleMigration(module.Id, module.Required, [], e.GetBaseException().Message);
        }
    }

    private static DbContext Context(Type type, NpgsqlConnection connection, string schema, Assembly migrations)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        builder
            .UseNpgsql(connection, npgsql => npgsql.UseNetTopologySuite().MigrationsHistoryTable("__migrations", schema).MigrationsAssembly(migrations))
            // Migrations are SQL; there is no snapshot that the model could differ from.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.ManyServiceProvidersCreatedWarning));
        return (DbContext)Activator.CreateInstance(type, builder.Options)!;
    }

    private async Task EngineAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        PostgreSqlObjectsInstaller.Install(owner, "hangfire");
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        await new Grants(owner, _roles).TakeBackAsync("hangfire", cancellationToken);
        var host = SqlNames.Quote(_roles.Of("host"));
        await owner.Sql(
            $"""
            grant usage on schema hangfire to {host};
            grant select, insert, update, delete on all tables in schema hangfire to {host};
            grant usage, select, update on all sequences in schema hangfire to {host};
            """).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(string? role, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.AdminDatabase
            ?? throw new InvalidOperationException("Migrating needs Wisp:AdminDatabase, an administrator's connection string."))
        {
            Options = "-c search_path=ext -c client_min_messages=warning" + (role is null ? "" : $" -c role={role}"),
            Pooling = false,
            CommandTimeout = 0,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        var connection = builder.Build().CreateConnection();
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<string> ReadAsync(string name)
    {
        var assembly = typeof(DatabaseMigrator).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"Wisp.Runtime.Migrate.{name}")!);
        return await reader.ReadToEndAsync();
    }
}
