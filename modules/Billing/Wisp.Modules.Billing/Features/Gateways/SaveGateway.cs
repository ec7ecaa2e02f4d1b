using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways;

/// <summary>What a person typed.</summary>
internal sealed class GatewayInput
{
    public string? Name { get; set; }

    /// <summary>Chosen once, when the gateway is made.</summary>
    public string? Kind { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>The kind's fields by key; an empty secret keeps what is stored.</summary>
    public Dictionary<string, string?> Fields { get; set; } = [];

    /// <summary>Version that the form was made from.</summary>
    public uint Version { get; set; }
}

/// <summary>Makes and changes gateways (GW-01). What was verified is no longer so once settings or credentials are others (GW-02).</summary>
[Feature]
internal sealed class SaveGateway(IDatabase<BillingDb> database, GatewayDirectory gateways, GatewaySecrets secrets)
{
    private const int LongestName = 100;
    private const int LongestField = 500;

    public async Task<(Guid? Id, IReadOnlyList<Problem> Problems)> RunAsync(Gateway? before, GatewayInput input, CancellationToken cancellationToken)
    {
        var name = Typed.Line(input.Name);
        List<Problem> problems = [];
        if (name is null) problems.Add(new(nameof(input.Name), "name.missing"));
        else if (name.Length > LongestName) problems.Add(new(nameof(input.Name), "name.long", name.Length, LongestName));
        if (gateways.KindOf(before?.Kind ?? input.Kind ?? "") is not { } kind) return (null, [.. problems, new(nameof(input.Kind), "kind.missing")]);

        var id = before?.Id ?? Guid.CreateVersion7();
        var credentials = Stored(before);
        var (settings, changed) = (new Dictionary<string, string>(), before is null);
        foreach (var field in kind.Fields.Where(field => !field.IsGenerated))
        {
            var typed = Typed.Line(input.Fields.GetValueOrDefault(field.Key));
            if (typed?.Length > LongestField) problems.Add(new($"Fields[{field.Key}]", "field.long", field.Label, typed.Length, LongestField));
            if (typed is null && !field.IsOptional && !(field.IsSecret && credentials.ContainsKey(field.Key))) problems.Add(new($"Fields[{field.Key}]", "field.missing", field.Label));
            if (typed is null) continue;
            if (field.IsSecret) (credentials[field.Key], changed) = (typed, true);
            else settings[field.Key] = typed;
        }

        if (problems.Count > 0) return (null, problems);
        changed |= before is not null && !(settings.Count == before.Settings.Count && settings.All(one => before.Settings.GetValueOrDefault(one.Key) == one.Value));
        return await StoreAsync(id, before, new(name!, kind.Kind, JsonSerializer.Serialize(settings), secrets.Seal(id, credentials), input.Enabled, changed), input.Version, cancellationToken);
    }

    /// <summary>Makes the kind's generated secret anew; the one before opens nothing from now on.</summary>
    /// <returns>The secret, which is shown this once, or <c>null</c> when somebody else changed the gateway or its kind has no such field.</returns>
    public async Task<string?> RegenerateAsync(Gateway gateway, uint version, CancellationToken cancellationToken)
    {
        if (gateways.KindOf(gateway.Kind)?.Fields.FirstOrDefault(field => field.IsGenerated) is not { } field) return null;
        var (credentials, made) = (Stored(gateway), GatewaySecrets.Random());
        credentials[field.Key] = made;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var saved = await transaction.Connection.Sql(
            "update billing.gateway set secrets = $3, verified_at = null, checked_at = null, check_problem = null where id = $1 and xmin = $2",
            gateway.Id, version.As(NpgsqlDbType.Xid), secrets.Seal(gateway.Id, credentials)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved == 0 ? null : made;
    }

    // Credentials whose key is lost are typed anew.
    private Dictionary<string, string> Stored(Gateway? gateway)
    {
        try
        {
            return gateway is null ? [] : secrets.Open(gateway.Id, gateway.Secrets);
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private sealed record Row(string Name, string Kind, string Settings, string? Secrets, bool Enabled, bool Changed);

    private async Task<(Guid?, IReadOnlyList<Problem>)> StoreAsync(Guid id, Gateway? before, Row row, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var saved = before is null
                ? await transaction.Connection.Sql(
                    "insert into billing.gateway (id, name, kind, settings, secrets, enabled) values ($1, $2, $3, $4, $5, $6)",
                    id, row.Name, row.Kind, row.Settings.As(NpgsqlDbType.Jsonb), row.Secrets.As(NpgsqlDbType.Text), row.Enabled).RunAsync(cancellationToken)
                : await transaction.Connection.Sql(
                    """
                    update billing.gateway
                    set name = $3, settings = $4, secrets = case when $7 then $5 else secrets end, enabled = $6, verified_at = case when $7 then null else verified_at end,
                        checked_at = case when $7 then null else checked_at end, check_problem = case when $7 then null else check_problem end
                    where id = $1 and xmin = $2
                    """, id, version.As(NpgsqlDbType.Xid), row.Name, row.Settings.As(NpgsqlDbType.Jsonb), row.Secrets.As(NpgsqlDbType.Text), row.Enabled, row.Changed)
                    .RunAsync(cancellationToken);
            if (saved == 0) return (null, [Problem.Stale]);
            await transaction.CommitAsync(cancellationToken);
            return (id, []);
        }
        catch (PostgresException e) when (e.ConstraintName == "gateway_live_name")
        {
            return (null, [new(nameof(GatewayInput.Name), "name.taken", row.Name)]);
        }
    }
}
