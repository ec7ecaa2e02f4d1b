using Npgsql;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>A database of its own, cloned from the migrated template in well under a second and dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(string name) => Name = name;

    public string Name { get; }

    /// <summary>As the application logs in.</summary>
    public string App => new NpgsqlConnectionStringBuilder(Places.AdminDatabase)
    {
        Database = Name,
        Username = "wisp_app",
        Password = Template.AppPassword,
    }.ConnectionString;

    /// <summary>As an administrator, who may look at everything.</summary>
    public string Admin => new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { Database = Name, Pooling = false }.ConnectionString;

    public static async Task<TestDatabase> CloneAsync()
    {
        var template = await Template.NameAsync();
        var database = new TestDatabase($"t_{Guid.CreateVersion7():N}");
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        // One at a time: cloning wants the template to itself.
        await admin.Sql("select pg_advisory_lock(77)").RunAsync();
        await admin.Sql($"create database {database.Name} template {template} strategy file_copy").RunAsync();
        return database;
    }

    /// <summary>Opens a connection as administrator.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Reads one value as administrator.</summary>
    public async Task<T?> ValueAsync<T>(string sql, params object?[] values)
    {
        await using var connection = await OpenAsync();
        return await connection.Sql(sql, values).ValueAsync<T>();
    }

    /// <summary>Runs a statement as administrator.</summary>
    public async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using var connection = await OpenAsync();
        return await connection.Sql(sql, values).RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        await admin.Sql($"drop database if exists {Name} with (force)").RunAsync();
    }
}
