using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Wisp.Sdk;

/// <summary>
/// One database transaction that several modules take part in. It owns the connection; each module's part runs in that
/// module's role, and contracts that write take the transaction as an argument.
/// </summary>
public interface IWispTransaction : IAsyncDisposable
{
    /// <summary>The connection. Commands on it run in this transaction, in the role of the part that was entered last.</summary>
    NpgsqlConnection Connection { get; }

    /// <summary>Switches to a module's role until the answer is disposed, then back to the role before.</summary>
    /// <param name="moduleId">The module whose part begins.</param>
    /// <param name="cancellationToken">Cancels the switch.</param>
    /// <returns>The part; dispose it when the module is done.</returns>
    Task<IAsyncDisposable> EnterAsync(string moduleId, CancellationToken cancellationToken = default);

    /// <summary>The module's context on this transaction. Use it inside the module's part only.</summary>
    /// <typeparam name="TContext">A context that a module registered.</typeparam>
    /// <returns>The same context for each call within this transaction.</returns>
    TContext Context<TContext>()
        where TContext : DbContext;

    /// <summary>Commits.</summary>
    /// <param name="cancellationToken">Cancels before the commit was sent.</param>
    /// <returns>Done when the server confirmed.</returns>
    Task CommitAsync(CancellationToken cancellationToken = default);
}

/// <summary>Begins transactions over several modules.</summary>
public interface IWispTransactions
{
    /// <summary>Begins one with no role: every part must be entered.</summary>
    /// <param name="cancellationToken">Gives up waiting for a connection.</param>
    /// <returns>The transaction; disposing it without a commit rolls back.</returns>
    Task<IWispTransaction> BeginAsync(CancellationToken cancellationToken = default);
}
