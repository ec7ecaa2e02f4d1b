using Npgsql;

namespace Wisp.Runtime.Tests.Roles;

/// <summary>Tries what must not work.</summary>
internal static class Attempt
{
    /// <summary>What came of a statement: an SQLSTATE, or how many rows.</summary>
    public static async Task<string> TryAsync(this NpgsqlConnection connection, string sql)
    {
        try
        {
            return $"{await connection.Sql(sql).RunAsync()} rows";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    /// <summary>Those of the statements that were not refused for want of rights.</summary>
    public static async Task<List<string>> AllowedAsync(this NpgsqlConnection connection, IEnumerable<string> statements)
    {
        var allowed = new List<string>();
        foreach (var statement in statements)
            if (await connection.TryAsync(statement) is var outcome && outcome != PostgresErrorCodes.InsufficientPrivilege)
                allowed.Add($"{statement} -> {outcome}");
        return allowed;
    }

    public static Task<string?> RoleAsync(this NpgsqlConnection connection) => connection.Sql("select current_user::text").ValueAsync<string>();
}
