using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>What pushes are signed with (VAPID), as browsers write it.</summary>
internal sealed record PushKey(string Public, string Private);

/// <summary>The installation's one pair of keys: made when it is first asked for, and never again, since browsers subscribe to it.</summary>
[Feature]
internal sealed class PushKeys(IDatabase<PortalDb> database, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("portal.push-key");

    public async Task<PushKey> ReadAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } kept) return kept;
        var made = Make();
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            "insert into portal.push_key (public_key, private_key, made_at) values ($1, $2, $3) on conflict do nothing", made.Public, _protector.Protect(made.Private), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindAsync(cancellationToken))!;
    }

    private async Task<PushKey?> FindAsync(CancellationToken cancellationToken) => (await database.Source.Sql("select public_key, private_key from portal.push_key")
        .ListAsync(row => new PushKey(row.GetString(0), _protector.Unprotect(row.GetString(1))), cancellationToken)).FirstOrDefault();

    private static PushKey Make()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(includePrivateParameters: true);
        return new(Base64Url.EncodeToString([4, .. key.Q.X!, .. key.Q.Y!]), Base64Url.EncodeToString(key.D!));
    }
}
