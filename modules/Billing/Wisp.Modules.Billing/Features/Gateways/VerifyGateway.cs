using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways;

/// <summary>The lightning button: whether a gateway's settings and credentials work, and since when (GW-02). Also takes gateways out of use.</summary>
[Feature]
internal sealed class VerifyGateway(
    IDatabase<BillingDb> database, GatewayDirectory gateways, IStringLocalizer<GatewayText> text, ILogger<VerifyGateway> log, TimeProvider clock)
{
    /// <returns>What is wrong, or <c>null</c> when it is verified now.</returns>
    public async Task<string?> RunAsync(Gateway gateway, CancellationToken cancellationToken)
    {
        var problem = await TryAsync(gateway, cancellationToken);
        await using var transaction = await database.BeginAsync(cancellationToken);
        // Only what was tried is verified: credentials that were changed meanwhile are not.
        var saved = await transaction.Connection.Sql(
            "update billing.gateway set verified_at = case when $3::text is null then $4 end, checked_at = $4, check_problem = $3 where id = $1 and xmin = $2",
            gateway.Id, gateway.Version.As(NpgsqlDbType.Xid), problem.As(NpgsqlDbType.Text), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved == 0 ? text["stale"].Value : problem;
    }

    public async Task<Problem?> ArchiveAsync(Guid id, uint version, bool archive, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var saved = await transaction.Connection.Sql(
                "update billing.gateway set archived_at = case when $3 then $4 end where id = $1 and xmin = $2 and (archived_at is null) = $3",
                id, version.As(NpgsqlDbType.Xid), archive, clock.GetUtcNow()).RunAsync(cancellationToken);
            if (saved == 0) return Problem.Stale;
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.ConstraintName == "gateway_live_name")
        {
            return new("", "restore.taken");
        }
    }

    private async Task<string?> TryAsync(Gateway gateway, CancellationToken cancellationToken)
    {
        if (gateways.KindOf(gateway.Kind) is not { } kind) return text["kind.gone", gateway.Kind];
        try
        {
            return await kind.VerifyAsync(gateways.Open(gateway), cancellationToken);
        }
        catch (CryptographicException)
        {
            return text["secret.lost"];
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Gateway {Gateway} of kind {Kind} could not be verified", gateway.Id, gateway.Kind);
            return text["kind.failed"];
        }
    }
}
