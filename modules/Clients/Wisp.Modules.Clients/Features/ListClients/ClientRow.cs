using Npgsql;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

internal sealed record ClientRow(
    Guid Id, long PublicId, string ShownId, string Name, string? DocumentType, string? Document, string Country, string? Email,
    string? Mobile, string? Zone, ClientStatus Status)
{
    public static ClientRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4), row.Text(5), row.GetString(6),
        row.Text(7), row.Text(8), row.Text(9), ClientStatuses.Parse(row.GetString(10)));
}
