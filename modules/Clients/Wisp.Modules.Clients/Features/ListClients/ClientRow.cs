using Npgsql;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

internal sealed record ClientRow(
    Guid Id, long PublicId, string ShownId, string Name, string? Document, string? Email, string? Mobile,
    string? Zone, string? City, ClientStatus Status)
{
    public static ClientRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4), row.Text(5), row.Text(6),
        row.Text(7), row.Text(8), ClientStatuses.Parse(row.GetString(9)));
}
