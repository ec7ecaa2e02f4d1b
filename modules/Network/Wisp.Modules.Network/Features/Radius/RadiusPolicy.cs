using System.Globalization;
using System.Text.RegularExpressions;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Radius;

/// <summary>Reads and saves what becomes of lines that are not simply in service.</summary>
[Feature]
internal sealed partial class RadiusPolicy(IDatabase<NetworkDb> database)
{
    public const string Serve = "serve";
    public const string Pool = "pool";
    public const string Refuse = "refuse";
    public const int ShortestInterim = 60;
    public const int LongestInterim = 3600;

    public async Task<PolicyInput> ReadAsync(CancellationToken cancellationToken) => (await database.Source.Sql(
        """
        select alerted, alerted_pool, disabled, disabled_pool, unknown, unknown_pool, interim_seconds, xmin
        from network.radius_policy
        """).ListAsync(
            row => new PolicyInput
            {
                Alerted = row.GetString(0),
                AlertedPool = row.Text(1),
                Disabled = row.GetString(2),
                DisabledPool = row.Text(3),
                Unknown = row.GetString(4),
                UnknownPool = row.Text(5),
                Interim = row.GetInt32(6).ToString(CultureInfo.InvariantCulture),
                Version = row.GetFieldValue<uint>(7),
            }, cancellationToken))[0];

    /// <returns>What is wrong; empty when it was saved.</returns>
    public async Task<IReadOnlyList<Problem>> SaveAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var interim = Typed.Number(input.Interim, ShortestInterim, LongestInterim);
        Check(problems, nameof(input.Alerted), input.Alerted, [Serve, Pool, Refuse], nameof(input.AlertedPool), input.AlertedPool);
        Check(problems, nameof(input.Disabled), input.Disabled, [Pool, Refuse], nameof(input.DisabledPool), input.DisabledPool);
        Check(problems, nameof(input.Unknown), input.Unknown, [Pool, Refuse], nameof(input.UnknownPool), input.UnknownPool);
        if (interim is null) problems.Add(new(nameof(input.Interim), "radius.interim.invalid", input.Interim ?? "", ShortestInterim, LongestInterim));
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var saved = await transaction.Connection.Sql(
            """
            update network.radius_policy
            set alerted = $1, alerted_pool = $2, disabled = $3, disabled_pool = $4, unknown = $5, unknown_pool = $6, interim_seconds = $7
            where xmin = $8
            """,
            input.Alerted, Text(input.AlertedPool), input.Disabled, Text(input.DisabledPool), input.Unknown, Text(input.UnknownPool), interim!.Value,
            input.Version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (saved == 0) return [Problem.Stale];
        await transaction.CommitAsync(cancellationToken);
        return [];

        static object Text(string? typed) => Typed.Line(typed).As(NpgsqlDbType.Text);
    }

    private static void Check(List<Problem> problems, string field, string? chosen, string[] choices, string poolField, string? typedPool)
    {
        var pool = Typed.Line(typedPool);
        if (chosen is null || !choices.Contains(chosen)) problems.Add(new(field, $"radius.{field}.missing"));
        if (pool is not null && !PoolName().IsMatch(pool)) problems.Add(new(poolField, $"radius.{poolField}.invalid", pool));
        else if (chosen == Pool && pool is null) problems.Add(new(poolField, $"radius.{poolField}.missing"));
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,63}$")]
    private static partial Regex PoolName();
}
