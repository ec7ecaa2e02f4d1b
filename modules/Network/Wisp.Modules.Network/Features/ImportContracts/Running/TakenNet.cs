using System.Net;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Refuses rows whose address or user another contract in course has on their server.</summary>
internal static class TakenNet
{
    public static async Task RefuseAsync(NpgsqlConnection connection, IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var asked = rows.Where(row => row.IsGood && !row.Values!.Ends && (row.Values.Ip is not null || row.Values.Username is not null)).ToList();
        if (asked.Count == 0) return;
        var taken = await connection.Sql(
            """
            with w as (
                select * from unnest($1::uuid[], $2::uuid[], $3::inet[], $4::text[]) with ordinality w (id, server_id, ip, username, no))
            select w.no, false from w join network.contract o on o.server_id = w.server_id and o.ip = w.ip and not o.ended and o.id <> w.id
            union all
            select w.no, true from w join network.contract o on o.server_id = w.server_id and lower(o.pppoe_username) = lower(w.username) and not o.ended and o.id <> w.id
            order by 1, 2
            """,
            asked.Select(row => row.Stored?.Id ?? row.NewId).ToArray(), asked.Select(row => row.Values!.ServerId).ToArray(),
            asked.Select(row => row.Values!.Ip).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Inet),
            asked.Select(row => row.Values!.Username).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text))
            .ListAsync(row => (No: (int)row.GetInt64(0) - 1, IsUsername: row.GetBoolean(1)), cancellationToken);
        foreach (var (no, isUsername) in taken) asked[no].Errors.Add(isUsername ? Username(asked[no]) : Ip(asked[no]));
    }

    /// <summary>A row that only the database refuses: somebody came first, or a constraint knows more than the rules.</summary>
    public static RowError ErrorOf(ImportRow row, PostgresException refused) => refused.ConstraintName switch
    {
        "contract_live_ip" => Ip(row),
        "contract_live_username" => Username(row),
        { } kept when kept.StartsWith("kept.", StringComparison.Ordinal) => new(ImportField.State, kept, true),
        var rule => RowError.Row("row.refused", rule ?? refused.MessageText),
    };

    private static RowError Ip(ImportRow row) => new(ImportField.Ip, "ip.taken", true, row.Values!.Ip ?? IPAddress.None);

    private static RowError Username(ImportRow row) => new(ImportField.PppoeUsername, "username.taken", true, row.Values!.Username ?? "");
}
