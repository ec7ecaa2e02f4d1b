using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Database;

/// <summary>One small pool a module, whose connections carry the module's role from their first byte.</summary>
internal sealed class ModuleConnections(
    WispOptions options, IActorAccessor actors, ILoggerFactory loggers) : IModuleConnections, IWispTransactions, IAsyncDisposable
{
    private const string NoRole = "";

    // A lost machine must free its locks within a minute: short keepalives on both ends.
    private const string ServerSettings =
        "-c search_path=ext -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000";

    // Each job in hand holds two of the host's connections and may read a file over a third; the engine and the dispatchers need the rest.
    private int HostConnections => (3 * options.WorkerSlots) + 8;

    private readonly RoleNames _roles = new(options.RolePrefix);
    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> _pools = new(StringComparer.Ordinal);

    public NpgsqlDataSource Source(string moduleId) =>
        _pools.GetOrAdd(moduleId, id => new Lazy<NpgsqlDataSource>(() => Open(id))).Value;

    public void Configure(string moduleId, string schema, DbContextOptionsBuilder builder) =>
        builder
            .UseNpgsql(Source(moduleId), npgsql => npgsql.UseNetTopologySuite().MigrationsHistoryTable("__migrations", schema))
            .UseLoggerFactory(loggers)
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning))
            .AddInterceptors(new ActorInterceptor(actors));

    public async Task<IWispTransaction> BeginAsync(string? moduleId, CancellationToken cancellationToken)
    {
        var connection = await Source(moduleId ?? NoRole).OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ActorStamp.WriteAsync(connection, actors.Current, cancellationToken);
            return new WispTransaction(connection, transaction, moduleId is null ? null : _roles.Of(moduleId), _roles, loggers);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    Task<IWispTransaction> IWispTransactions.BeginAsync(CancellationToken cancellationToken) => BeginAsync(null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values)
            if (pool.IsValueCreated) await pool.Value.DisposeAsync();
    }

    private NpgsqlDataSource Open(string moduleId)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.Database)
        {
            Options = moduleId == NoRole ? ServerSettings : $"{ServerSettings} -c role={_roles.Of(moduleId)}",
            MaxPoolSize = moduleId == HostModule.Id ? Math.Max(options.PoolSize, HostConnections) : options.PoolSize,
            KeepAlive = 20,
            ApplicationName = moduleId == NoRole ? "wisp" : $"wisp {moduleId}",
            IncludeErrorDetail = false,
        };
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.UseLoggerFactory(loggers).UseNetTopologySuite();
        return builder.Build();
    }
}
