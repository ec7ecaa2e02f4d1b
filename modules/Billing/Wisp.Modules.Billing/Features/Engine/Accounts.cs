using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>Whoever moves money of clients holds their accounts first, in one order, so that two wait for each other and neither reads what the other is changing.</summary>
internal static class Accounts
{
    public static async Task HoldAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        var ids = clients.ToArray();
        await connection.Sql(
            "insert into billing.account (client_id) select c from unnest($1) c order by c on conflict (client_id) do nothing", ids).RunAsync(cancellationToken);
        await connection.Sql("select from billing.account where client_id = any ($1) order by client_id for update", ids).RunAsync(cancellationToken);
    }
}
