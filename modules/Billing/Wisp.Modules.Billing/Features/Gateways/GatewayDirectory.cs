using System.Text.Json;
using Npgsql;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways;

/// <summary>A gateway as it is stored.</summary>
/// <param name="Secrets">Encrypted.</param>
/// <param name="Clients">How many clients are enrolled.</param>
internal sealed record Gateway(
    Guid Id, string Name, string Kind, IReadOnlyDictionary<string, string> Settings, string? Secrets, DateTimeOffset? VerifiedAt, DateTimeOffset? CheckedAt,
    string? Problem, bool Enabled, bool Archived, uint Version, long Clients)
{
    /// <summary>Whether clients can be enrolled (GW-02).</summary>
    public bool IsOpen => VerifiedAt is not null && Enabled && !Archived;
}

/// <summary>Finds gateways and their kinds.</summary>
[Feature]
internal sealed class GatewayDirectory(IDatabase<BillingDb> database, IEnumerable<IPaymentGateway> kinds, GatewaySecrets secrets)
{
    private const string Select =
        """
        select g.id, g.name::text, g.kind, g.settings::text, g.secrets, g.verified_at, g.checked_at, g.check_problem, g.enabled, g.archived_at is not null, g.xmin,
               (select count(*) from billing.client_gateway c where c.gateway_id = g.id and c.enabled)
        from billing.gateway g
        """;

    /// <summary>Every kind that modules bring; of two with one key, the later.</summary>
    public IReadOnlyList<IPaymentGateway> Kinds => [.. kinds.GroupBy(kind => kind.Kind).Select(group => group.Last())];

    public IPaymentGateway? KindOf(string kind) => Kinds.FirstOrDefault(known => known.Kind == kind);

    public async Task<Gateway?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql($"{Select} where g.id = $1", id).ListAsync(Read, cancellationToken)).SingleOrDefault();

    public Task<List<Gateway>> ListAsync(bool archived, CancellationToken cancellationToken) => database.Source.Sql(
        $"{Select} where (g.archived_at is not null) = $1 order by g.name collate \"es-x-icu\", g.id", archived).ListAsync(Read, cancellationToken);

    /// <exception cref="System.Security.Cryptography.CryptographicException">Its credentials were encrypted under a key that is lost.</exception>
    public GatewayAccount Open(Gateway gateway) => new(gateway.Id, gateway.Settings, secrets.Open(gateway.Id, gateway.Secrets));

    private static Gateway Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(3))!, row.Text(4),
        row.Maybe<DateTimeOffset>(5), row.Maybe<DateTimeOffset>(6), row.Text(7), row.GetBoolean(8), row.GetBoolean(9), row.GetFieldValue<uint>(10), row.GetInt64(11));
}
