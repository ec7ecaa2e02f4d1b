using NpgsqlTypes;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Vouchers;

/// <summary>Vouchers, to their subscriber and to operators.</summary>
[Feature]
internal sealed class ReadVouchers(IDatabase<PortalDb> database, PortalScope scope)
{
    public const int PageSize = 30;

    /// <summary>A subscriber's own, newest first; one more than a page when there are more.</summary>
    public Task<List<Voucher>> OfClientAsync(Guid clientId, Guid? before, CancellationToken cancellationToken) => database.Source.Sql(
        $"select {Voucher.Columns} from portal.voucher v where v.client_id = $1 and ($2::uuid is null or v.id < $2) order by v.id desc limit {PageSize + 1}",
        clientId, before.As(NpgsqlDbType.Uuid)).ListAsync(Voucher.Read, cancellationToken);

    /// <summary>One of a subscriber's own.</summary>
    public async Task<Voucher?> OfClientAsync(Guid clientId, Guid id, CancellationToken cancellationToken) => (await database.Source.Sql(
        $"select {Voucher.Columns} from portal.voucher v where v.client_id = $1 and v.id = $2", clientId, id).ListAsync(Voucher.Read, cancellationToken)).SingleOrDefault();

    /// <summary>One of a client whom the operator may see.</summary>
    public async Task<Voucher?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("v.client_id", 1, SelfPermissions.Vouchers);
        return (await database.Source.Sql($"select {Voucher.Columns}, k.name from portal.voucher v join clients.clients_v1 k on k.id = v.client_id where v.id = $1 and {within}", [id, .. values])
            .ListAsync(Named, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Those that wait, the oldest first, or those that were answered, the newest first.</summary>
    public Task<List<Voucher>> ListAsync(bool answered, Guid? after, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("v.client_id", 1, SelfPermissions.Vouchers);
        var (state, order, past) = answered ? ("<> 'waiting'", "desc", "<") : ("= 'waiting'", "asc", ">");
        return database.Source.Sql(
            $"""
            select {Voucher.Columns}, k.name from portal.voucher v join clients.clients_v1 k on k.id = v.client_id
            where v.state {state} and ($1::uuid is null or v.id {past} $1) and {within} order by v.id {order} limit {PageSize + 1}
            """, [after.As(NpgsqlDbType.Uuid), .. values]).ListAsync(Named, cancellationToken);
    }

    public async Task<long> WaitingAsync(CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("v.client_id", 0, SelfPermissions.Vouchers);
        return await database.Source.Sql($"select count(*) from portal.voucher v where v.state = 'waiting' and {within}", values).ValueAsync<long>(cancellationToken);
    }

    private static Voucher Named(Npgsql.NpgsqlDataReader row) => Voucher.Read(row) with { ClientName = row.GetString(14) };
}
