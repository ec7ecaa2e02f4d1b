using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Wisp.Sdk;

namespace Wisp.Runtime.Operators;

/// <summary>Makes the first operator of a fresh installation.</summary>
public sealed class FirstAdmin(IDatabase<HostDb> database, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Who was made, and with what.</summary>
    /// <param name="Email">Address to sign in with.</param>
    /// <param name="Password">Password that must be changed at the first sign-in; it is kept nowhere.</param>
    public sealed record Made(string Email, string Password);

    /// <summary>Makes an administrator if there is no operator at all. Processes that race make one.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Who was made, or <c>null</c> when there were operators already.</returns>
    public async Task<Made?> EnsureAsync(CancellationToken cancellationToken = default)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("select pg_advisory_xact_lock(hashtext('host.first-admin'))").RunAsync(cancellationToken);
        if (await transaction.Connection.Sql("select exists (select from host.operator)").ValueAsync<bool>(cancellationToken)) return null;

        var email = configuration["Wisp:FirstAdminEmail"] is { Length: > 0 } chosen ? chosen.Trim() : "admin@wisp.local";
        var password = OneTimePassword.New();
        var hash = new PasswordHasher<Operator>().HashPassword(new Operator(), password);
        await transaction.Connection.Sql(
            """
            with made as (
              insert into host.operator (id, name, email, normalized_email, user_name, normalized_user_name, email_confirmed,
                                         password_hash, security_stamp, concurrency_stamp, lockout_enabled, must_change_password, created_at)
              values ($1, 'Admin', $2, $3, $2, $3, true, $4, $5, $5, true, true, $6)
              returning id)
            insert into host.operator_role (operator_id, role_id)
            select made.id, role.id
            from made, host.role
            where role.normalized_name = 'ADMIN'
            """,
            Guid.CreateVersion7(), email, email.ToUpperInvariant(), hash, Guid.CreateVersion7().ToString("N"), clock.GetUtcNow())
            .RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Made(email, password);
    }
}
