using System.Security.Cryptography;
using System.Text;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SignIn;

/// <summary>
/// Counts tries by what was typed, whether or not anybody has that address: known and unknown ones are locked alike, and cost the same. What was
/// typed is not kept, only its keyed digest.
/// </summary>
[Feature]
internal sealed class SignInTries(IDatabase<PortalDb> database, ISecretKeys keys, TimeProvider clock)
{
    public const int Most = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Counts a try before its outcome is known, so that tries at once are counted one by one.</summary>
    /// <returns><c>false</c> when there were too many.</returns>
    public async Task<bool> TakeAsync(string typed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await database.Source.Sql(
            """
            insert into portal.sign_in_try as t (digest, failures, first_at) values ($1, 1, $2)
            on conflict (digest) do update
              set failures = case when t.first_at < $3 then 1 else t.failures + 1 end,
                  first_at = case when t.first_at < $3 then $2 else t.first_at end
            returning failures
            """, Digest(typed), now, now - Window).ValueAsync<int>(cancellationToken) <= Most;
    }

    /// <summary>Forgets the tries of somebody who came in.</summary>
    public Task ForgetAsync(string typed, CancellationToken cancellationToken) =>
        database.Source.Sql("delete from portal.sign_in_try where digest = $1", Digest(typed)).RunAsync(cancellationToken);

    private byte[] Digest(string typed) => HMACSHA256.HashData(
        keys.Derive("portal.sign-in-tries", 32), Encoding.UTF8.GetBytes(typed.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant()));
}
