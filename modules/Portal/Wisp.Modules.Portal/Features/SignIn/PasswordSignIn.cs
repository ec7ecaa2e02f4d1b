using Microsoft.AspNetCore.Identity;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>
/// Main e-mail and password (PORTAL-01). Unknown, closed and locked accesses do the same work and get the same answer as a wrong password.
/// </summary>
[Feature]
internal sealed class PasswordSignIn(
    IDatabase<PortalDb> database, IClientContact clients, SubscriberManager users, IPasswordHasher<Subscriber> hasher, SignInTries tries, DecoyPassword decoy, TimeProvider clock)
{
    private const int LongestEmail = 320;

    /// <returns>Who may come in, or <c>null</c>.</returns>
    public async Task<Subscriber?> TryAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        if (Typed.Line(email) is not { Length: <= LongestEmail } typed || password is not { Length: > 0 and <= SubscriberManager.LongestPassword }) return null;
        var allowed = await tries.TakeAsync(typed, cancellationToken);
        // The same two look-ups for everybody.
        var client = await clients.FindByEmailAsync(typed, cancellationToken) ?? Guid.Empty;
        var access = await ReadAsync(client, cancellationToken);
        var result = hasher.VerifyHashedPassword(decoy.Owner, access.Hash ?? decoy.Hash, password);
        if (!allowed || !access.Enabled || access.Hash is null || result == PasswordVerificationResult.Failed) return null;
        // One that was mailed and never used is good for as long as the mail says.
        if (access.MustChange && access.PasswordAt < clock.GetUtcNow() - RegeneratePassword.MailLife) return null;
        await tries.ForgetAsync(typed, cancellationToken);
        return await users.FindByIdAsync($"{client}");
    }

    // One row for everybody, as long to read: an access that is not there has nothing in it.
    private async Task<(bool Enabled, string? Hash, bool MustChange, DateTimeOffset? PasswordAt)> ReadAsync(Guid client, CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select coalesce(a.enabled, false), a.password_hash, coalesce(a.must_change, false), a.password_at
        from (select $1::uuid as id) asked left join portal.access a using (id)
        """, client).ListAsync(row => (row.GetBoolean(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2), row.Maybe<DateTimeOffset>(3)), cancellationToken))[0];
}
