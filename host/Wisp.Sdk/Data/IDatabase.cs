using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Wisp.Sdk;

/// <summary>A module's own connections, for SQL over sets. They carry the module's role and no other.</summary>
/// <typeparam name="TContext">The module's context, which names the module.</typeparam>
public interface IDatabase<TContext>
    where TContext : DbContext
{
    /// <summary>
    /// The module's pool. A command on it runs in its own transaction without an actor: use it for reads, and
    /// <see cref="BeginAsync"/> for anything that writes.
    /// </summary>
    NpgsqlDataSource Source { get; }

    /// <summary>Begins a transaction stamped with the present actor, in which the module's role is set.</summary>
    /// <param name="cancellationToken">Gives up waiting for a connection.</param>
    /// <returns>The transaction; disposing it without a commit rolls back.</returns>
    Task<IWispTransaction> BeginAsync(CancellationToken cancellationToken = default);
}

/// <summary>Connections by module; implemented by the runtime, called by the SDK.</summary>
public interface IModuleConnections
{
    /// <summary>Points a context at its module's pool, schema and history table.</summary>
    /// <param name="moduleId">The module.</param>
    /// <param name="schema">The module's schema.</param>
    /// <param name="options">The options to fill.</param>
    void Configure(string moduleId, string schema, DbContextOptionsBuilder options);

    /// <summary>The module's pool.</summary>
    /// <param name="moduleId">The module.</param>
    /// <returns>A pool whose connections carry the module's role.</returns>
    NpgsqlDataSource Source(string moduleId);

    /// <summary>Begins a transaction that starts in the module's role.</summary>
    /// <param name="moduleId">The module, or <c>null</c> to start with no role.</param>
    /// <param name="cancellationToken">Gives up waiting for a connection.</param>
    /// <returns>The transaction.</returns>
    Task<IWispTransaction> BeginAsync(string? moduleId, CancellationToken cancellationToken);
}

internal sealed class ModuleDatabaseAccess<TContext>(string moduleId, IModuleConnections connections) : IDatabase<TContext>
    where TContext : DbContext
{
    public NpgsqlDataSource Source => connections.Source(moduleId);

    public Task<IWispTransaction> BeginAsync(CancellationToken cancellationToken = default) =>
        connections.BeginAsync(moduleId, cancellationToken);
}
