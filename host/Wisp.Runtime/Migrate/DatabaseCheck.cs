using System.Net.Sockets;
using Npgsql;
using Wisp.ModuleHost;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Migrate;

/// <summary>Says, without waking EF, whether the database is ready for a module.</summary>
public sealed class DatabaseCheck(WispOptions options)
{
    private readonly RoleNames _roles = new(options.RolePrefix);

    /// <summary>Whether the module's role and its newest migration are there.</summary>
    /// <param name="moduleId">The module.</param>
    /// <param name="database">Its database.</param>
    /// <param name="newest">Id of its newest migration, or <c>null</c> when it has none.</param>
    /// <returns>A sentence when it is not ready, or <c>null</c>.</returns>
    /// <exception cref="ModuleStartException">The database does not answer.</exception>
    public string? Verify(string moduleId, ModuleDatabase database, string? newest)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Database) { Pooling = false }.ConnectionString);
        Open(connection);
        using var roles = new NpgsqlCommand("select pg_has_role(rolname, 'member') from pg_roles where rolname = $1", connection);
        roles.Parameters.Add(new NpgsqlParameter { Value = _roles.Of(moduleId) });
        if (roles.ExecuteScalar() is not true) return $"role {_roles.Of(moduleId)} is missing: run ./wisp migrate";
        if (newest is null) return null;
        try
        {
            using var migrations = new NpgsqlCommand(
                $"""set role "{_roles.Of(moduleId)}"; select true from "{database.Schema}".__migrations where "MigrationId" = '{newest.Replace("'", "''", StringComparison.Ordinal)}'""",
                connection);
            return migrations.ExecuteScalar() is true ? null : $"migration {newest} is missing: run ./wisp migrate";
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return $"migration {newest} is missing: run ./wisp migrate";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return "its migration did not come to its end: run ./wisp migrate";
        }
    }

    private static void Open(NpgsqlConnection connection)
    {
        try
        {
            connection.Open();
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            throw new ModuleStartException($"Wisp cannot start: the database does not answer at {connection.DataSource}: {e.GetBaseException().Message}");
        }
    }
}
