using Npgsql;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>A database of its own, cloned from the migrated template in well under a second and dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly bool _kept;

    private TestDatabase(string name, bool kept = false) => (Name, _kept) = (name, kept);

    public string Name { get; }

    /// <summary>As the application logs in.</summary>
    public string App => new NpgsqlConnectionStringBuilder(Places.AdminDatabase)
    {
        Database = Name,
        Username = $"{Places.RolePrefix}_app",
        Password = Template.AppPassword,
    }.ConnectionString;

    /// <summary>As an administrator, who may look at everything.</summary>
    public string Admin => new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { Database = Name, Pooling = false }.ConnectionString;

    public static Task<TestDatabase> CloneAsync() => CloneAsync(new TestDatabase($"t_{Guid.CreateVersion7():N}"));

    /// <summary>A database that stays for later runs of the same build; made when it is not there.</summary>
    /// <param name="name">What it is for.</param>
    public static async Task<TestDatabase> KeptAsync(string name)
    {
        var database = new TestDatabase($"{name}_{(await Template.NameAsync())[^8..]}", kept: true);
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        var exists = await admin.Sql("select true from pg_database where datname = $1", database.Name).ValueAsync<bool>();
        return exists ? database : await CloneAsync(database);
    }

    private static async Task<TestDatabase> CloneAsync(TestDatabase database)
    {
        var template = await Template.NameAsync();
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        // One at a time: cloning wants the template to itself. Unlocked by hand, because a pooled connection keeps its locks.
        await admin.Sql("select pg_advisory_lock(77)").RunAsync();
        try
        {
            await admin.Sql($"create database {database.Name} template {template} strategy file_copy").RunAsync();
        }
        finally
        {
            await admin.Sql("select pg_advisory_unlock(77)").RunAsync();
        }

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
        if (_kept) return;
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        await admin.Sql($"drop database if exists {Name} with (force)").RunAsync();
    }
}
