using Npgsql;
using NpgsqlTypes;

namespace Wisp.Sdk;

/// <summary>Short forms for SQL with positional parameters (<c>$1</c>, <c>$2</c> …).</summary>
public static class SqlExtensions
{
    /// <summary>A command with positional parameters. A value may be an <see cref="NpgsqlParameter"/> where its type must be named.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Its parameters; <c>null</c> becomes SQL NULL of unknown type.</param>
    /// <returns>The command; the caller disposes it.</returns>
    public static NpgsqlCommand Sql(this NpgsqlConnection connection, string sql, params object?[] values) =>
        Fill(new NpgsqlCommand(sql, connection), values);

    /// <summary>A command on a pool, with positional parameters.</summary>
    /// <param name="source">The pool.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Its parameters.</param>
    /// <returns>The command; the caller disposes it.</returns>
    public static NpgsqlCommand Sql(this NpgsqlDataSource source, string sql, params object?[] values) =>
        Fill(source.CreateCommand(sql), values);

    /// <summary>Runs the command and disposes it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The number of rows touched.</returns>
    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken = default)
    {
        await using (command) return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs the command, takes the first column of the first row, and disposes it.</summary>
    /// <typeparam name="T">The column's type.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The value; the default of <typeparamref name="T"/> when there is no row or it is NULL.</returns>
    public static async Task<T?> ValueAsync<T>(this NpgsqlCommand command, CancellationToken cancellationToken = default)
    {
        await using (command)
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(0, cancellationToken)) return default;
            return await reader.GetFieldValueAsync<T>(0, cancellationToken);
        }
    }

    /// <summary>Runs the command, maps each row, and disposes it.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="row">Maps one row.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>All rows in order. For many rows, read the command as a stream instead.</returns>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken = default)
    {
        await using (command)
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(row(reader));
            return rows;
        }
    }

    /// <summary>A column that may be NULL, as text.</summary>
    /// <param name="reader">The reader, on a row.</param>
    /// <param name="ordinal">The column's index.</param>
    /// <returns>The text, or <c>null</c>.</returns>
    public static string? Text(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>A column that may be NULL.</summary>
    /// <typeparam name="T">A value type.</typeparam>
    /// <param name="reader">The reader, on a row.</param>
    /// <param name="ordinal">The column's index.</param>
    /// <returns>The value, or <c>null</c>.</returns>
    public static T? Maybe<T>(this NpgsqlDataReader reader, int ordinal)
        where T : struct =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);

    /// <summary>A parameter of a named type, for NULLs, arrays and <c>jsonb</c>.</summary>
    /// <param name="value">The value; <c>null</c> becomes SQL NULL.</param>
    /// <param name="type">Its PostgreSQL type.</param>
    /// <returns>A positional parameter.</returns>
    public static NpgsqlParameter As(this object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlCommand Fill(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
