using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Database;

internal sealed class WispTransaction(
    NpgsqlConnection connection, NpgsqlTransaction transaction, string? role, RoleNames roles, ILoggerFactory loggers) : IWispTransaction
{
    private readonly Dictionary<Type, DbContext> _contexts = [];
    private string? _role = role;

    public NpgsqlConnection Connection => connection;

    private bool IsOpen => connection.FullState.HasFlag(System.Data.ConnectionState.Open);

    public async Task<IAsyncDisposable> EnterAsync(string moduleId, CancellationToken cancellationToken = default)
    {
        var before = _role;
        await SwitchAsync(roles.Of(moduleId), cancellationToken);
        return new Part(this, before);
    }

    public TContext Context<TContext>()
        where TContext : DbContext
    {
        if (_contexts.TryGetValue(typeof(TContext), out var known)) return (TContext)known;
        var options = new DbContextOptionsBuilder<TContext>()
            .UseNpgsql(connection, npgsql => npgsql.UseNetTopologySuite())
            .UseLoggerFactory(loggers)
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning))
            .Options;
        var context = (TContext)Activator.CreateInstance(typeof(TContext), options)!;
        context.Database.UseTransaction(transaction);
        _contexts.Add(typeof(TContext), context);
        return context;
    }

    public Task CommitAsync(CancellationToken cancellationToken = default) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts.Values) await context.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    // Role names come from the configuration's prefix and manifests' ids, which hold nothing but letters, digits and '_'.
    private async Task SwitchAsync(string? next, CancellationToken cancellationToken)
    {
        await connection.Sql($"set local role {(next is null ? "none" : $"\"{next}\"")}").RunAsync(cancellationToken);
        _role = next;
    }

    private sealed class Part(WispTransaction owner, string? before) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await owner.SwitchAsync(before, CancellationToken.None);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InFailedSqlTransaction)
            {
                // The rollback that must follow puts the role back too.
                owner._role = before;
            }
            catch (Exception) when (!owner.IsOpen)
            {
                // The connection was lost, and what lost it is on its way to the caller already.
                owner._role = before;
            }
        }
    }
}
