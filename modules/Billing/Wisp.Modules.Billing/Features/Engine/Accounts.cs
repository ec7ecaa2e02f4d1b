using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>Whoever moves money of clients holds their accounts first, in one order, so that two wait for each other and neither reads what the other is changing.</summary>
internal static class Accounts
{
    public static async Task HoldAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        // The update does nothing but lock, in one order also with rows that are not there yet.
        await connection.Sql(
            "insert into billing.account as a (client_id) select c from unnest($1) c order by c on conflict (client_id) do update set balance = a.balance where false",
            (object)clients.Distinct().ToArray()).RunAsync(cancellationToken);
    }
}
