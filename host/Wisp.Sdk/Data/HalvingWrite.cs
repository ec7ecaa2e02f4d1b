using Npgsql;

namespace Wisp.Sdk;

/// <summary>
/// Writes many things by one statement; when the database refuses them, halves them until the one to blame stands alone, and goes on
/// with the rest.
/// </summary>
/// <typeparam name="T">A thing that is written, such as a row of a file.</typeparam>
/// <param name="connection">The connection of the transaction that goes on.</param>
/// <param name="write">Writes all of its things or throws.</param>
/// <param name="refuse">Told of each thing that is refused alone, and why.</param>
public sealed class HalvingWrite<T>(
    NpgsqlConnection connection, Func<IReadOnlyList<T>, CancellationToken, Task> write, Action<T, PostgresException> refuse)
{
    /// <summary>Writes all that the database takes.</summary>
    /// <param name="things">The things.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many were written.</returns>
    public async Task<int> RunAsync(IReadOnlyList<T> things, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(things);
        if (await TryAsync(things, cancellationToken) is not { } refused) return things.Count;
        if (things.Count == 1)
        {
            refuse(things[0], refused);
            return 0;
        }

        var half = things.Count / 2;
        return await RunAsync([.. things.Take(half)], cancellationToken) + await RunAsync([.. things.Skip(half)], cancellationToken);
    }

    /// <summary>Writes all of the things or none.</summary>
    /// <param name="things">The things.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Why none, or <c>null</c>.</returns>
    public async Task<PostgresException?> TryAsync(IReadOnlyList<T> things, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(things);
        if (things.Count == 0) return null;
        await connection.Sql("savepoint halving_write").RunAsync(cancellationToken);
        try
        {
            await write(things, cancellationToken);
            await connection.Sql("release savepoint halving_write").RunAsync(cancellationToken);
            return null;
        }
        catch (Exception e) when (Refusal(e) is not null)
        {
            await connection.Sql("rollback to savepoint halving_write; release savepoint halving_write").RunAsync(cancellationToken);
            return Refusal(e);
        }
    }

    // A module may write through EF Core, which wraps what the database says.
    private static PostgresException? Refusal(Exception e) => e.GetBaseException() is PostgresException refused && IsOfRow(refused) ? refused : null;

    // A constraint, a value that does not fit, a trigger of some module, or the guard of the audit; anything else is no row's fault.
    private static bool IsOfRow(PostgresException refused) => refused.SqlState[..2] is "23" or "22" or "P0" or "WA";
}
