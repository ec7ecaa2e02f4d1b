using Npgsql;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>A database of its own, cloned from the migrated template in well under a second and dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly bool _kept;
    private readonly string _prefix;

    private TestDatabase(string name, bool kept = false, string? prefix = null) =>
        (Name, _kept, _prefix) = (name, kept, prefix ?? Places.RolePrefix);

    public string Name { get; }

    /// <summary>As the application logs in.</summary>
    public string App => new NpgsqlConnectionStringBuilder(Places.AdminDatabase)
    {
        Database = Name,
        Username = _prefix + "_app",
        Password = Template.AppPassword,
        Pooling = true,
        CommandTimeout = 30,
    }.ConnectionString;

    /// <summary>As an administrator, who may look at everything.</summary>
    public string Admin => new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { Database = Name, Pooling = false }.ConnectionString;

    /// <summary>Clones the database that the modules of a folder, or the shipped ones, were migrated in.</summary>
    public static Task<TestDatabase> CloneAsync(string? modules = null) =>
        CloneAsync(new TestDatabase($"t_{Guid.CreateVersion7():N}"), modules ?? Places.Modules);

    /// <summary>Makes an empty database, to be migrated with roles of another prefix: roles belong to the server.</summary>
    public static async Task<TestDatabase> EmptyAsync(string prefix)
    {
        var database = new TestDatabase($"t_{Guid.CreateVersion7():N}", prefix: prefix);
        await using var admin = await ServerAsync();
        await admin.Sql($"create database {database.Name}").RunAsync();
        return database;
    }

    /// <summary>
    /// A database that stays for later runs, whatever is built meanwhile, until there is another migration; made when it is not there.
    /// </summary>
    /// <param name="name">What it is for.</param>
    public static async Task<TestDatabase> KeptAsync(string name)
    {
        var database = new TestDatabase($"{name}_{Migration.Digest}", kept: true);
        await using var admin = await ServerAsync();
        if (!await admin.Sql("select true from pg_database where datname = $1", database.Name).ValueAsync<bool>()) return await CloneAsync(database, Places.Modules);

        // Grants and audits follow from the code, not from a migration.
        await Migration.EnsureAsync(database.Name, Places.Modules);
        return database;
    }

    /// <summary>Copies a database that nobody is connected to.</summary>
    public static Task<TestDatabase> CopyAsync(TestDatabase from) => CopyAsync(new TestDatabase($"t_{Guid.CreateVersion7():N}"), from.Name);

    private static async Task<TestDatabase> CloneAsync(TestDatabase database, string modules) =>
        await CopyAsync(database, await Template.NameAsync(modules));

    private static async Task<TestDatabase> CopyAsync(TestDatabase database, string template)
    {
        await using var admin = await ServerAsync();
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

    // Not pooled: a session lock goes with its connection. Cloning and dropping wait for the disk, which others keep busy too.
    private static async Task<NpgsqlConnection> ServerAsync()
    {
        var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { CommandTimeout = 300, Pooling = false }.ConnectionString);
        await server.OpenAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_kept) return;
        await using var admin = await ServerAsync();
        await admin.Sql($"drop database if exists {Name} with (force)").RunAsync();
    }
}
