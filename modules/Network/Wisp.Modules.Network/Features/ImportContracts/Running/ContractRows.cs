using System.Net.NetworkInformation;
using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Rows as the parameters of one statement.</summary>
internal static class ContractRows
{
    public const int Width = 21;

    public const string Sql =
        """
        unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::date[], $10::date[], $11::boolean[],
               $12::inet[], $13::macaddr[], $14::boolean[], $15::text[], $16::text[], $17::text[], $18::text[], $19::float8[], $20::float8[], $21::text[])
        as row (id, client_id, plan_id, server_id, node_id, state, origin, reason, start_date, end_date, ends,
                ip, mac, pppoe_enabled, username, password, address, address_extra, longitude, latitude, details)
        """;

    public static IEnumerable<object?> Values(IReadOnlyList<ImportRow> rows, NetworkSecrets secrets)
    {
        yield return rows.Select(r => r.Stored?.Id ?? r.NewId).ToArray();
        yield return rows.Select(r => r.Client!.Id).ToArray();
        yield return rows.Select(r => r.Values!.PlanId).ToArray();
        yield return rows.Select(r => r.Values!.ServerId).ToArray();
        yield return Array(rows, r => r.Values!.NodeId, NpgsqlDbType.Uuid);
        yield return Array(rows, r => State(r.Values!), NpgsqlDbType.Text);
        yield return Array(rows, r => IsOfSystem(r.Values!) ? "system" : "operator", NpgsqlDbType.Text);
        yield return Array(rows, r => Reason(r.Values!), NpgsqlDbType.Text);
        yield return rows.Select(r => r.Values!.Start).ToArray();
        yield return Array(rows, r => r.Values!.End, NpgsqlDbType.Date);
        yield return rows.Select(r => r.Values!.Ends).ToArray();
        yield return Array(rows, r => r.Values!.Ip, NpgsqlDbType.Inet);
        yield return Array<PhysicalAddress?>(rows, r => r.Values!.Mac, NpgsqlDbType.MacAddr);
        yield return rows.Select(r => r.Values!.PppoeEnabled).ToArray();
        yield return Array(rows, r => r.Values!.Username, NpgsqlDbType.Text);
        yield return Array(rows, r => r.Values!.Password is { } clear ? secrets.OfContract(clear) : null, NpgsqlDbType.Text);
        yield return Array(rows, r => r.Values!.Address, NpgsqlDbType.Text);
        yield return Array(rows, r => r.Values!.AddressExtra, NpgsqlDbType.Text);
        yield return Array(rows, r => r.Values!.Location?.X, NpgsqlDbType.Double);
        yield return Array(rows, r => r.Values!.Location?.Y, NpgsqlDbType.Double);
        yield return Array(rows, r => r.Values!.Details, NpgsqlDbType.Text);
    }

    // What a new contract begins with; one whose last day has passed is over at once.
    private static string State(RowValues values) => values switch
    {
        { Ends: true } or { State: ShownState.System } => ShownState.Disabled,
        { State: { } told } => told,
        _ => ShownState.Enabled,
    };

    private static bool IsOfSystem(RowValues values) => values.State == ShownState.System || (values.Ends && values.State is null);

    private static string? Reason(RowValues values) => values.Ends ? Reasons.Ended : State(values) == ShownState.Enabled ? null : Reasons.Import;

    private static object Array<T>(IEnumerable<ImportRow> rows, Func<ImportRow, T> value, NpgsqlDbType type) => rows.Select(value).ToArray().As(NpgsqlDbType.Array | type);
}
