using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NpgsqlTypes;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>An operator to sign in with.</summary>
/// <param name="Id">The operator.</param>
/// <param name="Email">Address.</param>
/// <param name="Password">Password.</param>
public sealed record Account(Guid Id, string Email, string Password);

/// <summary>Makes operators with exactly the permissions that a test is about.</summary>
public static class Accounts
{
    private const string Password = "una clave larga de prueba 1";

    /// <summary>Hashing a password is slow on purpose; the tests' passwords are worth less.</summary>
    public const int Iterations = 1000;

    private static readonly string Hash =
        new PasswordHasher<Operator>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations })).HashPassword(new Operator(), Password);

    public static async Task<Account> MakeAsync(TestDatabase database, params string[] permissions)
    {
        var id = Guid.CreateVersion7();
        var email = $"op-{id:N}@wisp.example";
        await using var connection = await database.OpenAsync();
        await connection.Sql(
            """
            with made as (
              insert into host.operator (id, name, email, normalized_email, user_name, normalized_user_name, email_confirmed,
                                         password_hash, security_stamp, concurrency_stamp, created_at)
              values ($1, $2, $2, upper($2), $2, upper($2), true, $3, $4, $4, now()) returning id),
            duty as (
              insert into host.role (name, normalized_name, concurrency_stamp) values ($4, upper($4), $4) returning id),
            held as (
              insert into host.role_permission (role_id, permission, scope)
              select duty.id, split_part(p, ':', 1), case when p like '%:own' then 'own' else 'all' end from duty, unnest($5::text[]) p)
            insert into host.operator_role (operator_id, role_id) select made.id, duty.id from made, duty
            """, id, email, Hash, id.ToString("N"), permissions.As(NpgsqlDbType.Array | NpgsqlDbType.Text)).RunAsync();
        return new Account(id, email, Password);
    }
}
