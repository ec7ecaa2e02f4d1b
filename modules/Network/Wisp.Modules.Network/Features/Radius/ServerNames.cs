using System.Net;
using System.Net.Sockets;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Radius;

/// <summary>Finds the addresses of access servers that are typed by name, for FreeRADIUS knows who asks by address.</summary>
[Feature]
internal sealed class ServerNames(IDatabase<NetworkDb> database)
{
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        var named = await database.Source.Sql(
            "select id, address from network.server where archived_at is null and network.read_ip(address) is null")
            .ListAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancellationToken);
        foreach (var (id, name) in named)
        {
            if (await FindAsync(name, cancellationToken) is not { } address) continue;
            await database.Source.Sql(
                "update network.server_address set ip = $2 where server_id = $1 and ip is distinct from $2", id, address.As(NpgsqlDbType.Inet))
                .RunAsync(cancellationToken);
        }
    }

    /// <summary>The address that is used of several: access servers speak IPv4 first.</summary>
    public static IPAddress? Preferred(IReadOnlyList<IPAddress> addresses) =>
        addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? (addresses.Count > 0 ? addresses[0] : null);

    private static async Task<IPAddress?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Preferred(await Dns.GetHostAddressesAsync(name, cancellationToken));
        }
        catch (SocketException)
        {
            // The one that it had stays.
            return null;
        }
    }
}
