using System.Globalization;
using Npgsql;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Firms;

/// <summary>Adds points of sale to a firm, chooses the one that new invoices take, and archives the others.</summary>
[Feature]
internal sealed class SavePoint(IDatabase<BillingDb> database, TimeProvider clock)
{
    public const int Greatest = 99999;

    public Task<Problem?> AddAsync(Guid firm, string? typed, CancellationToken cancellationToken) => RunAsync(firm, async connection =>
    {
        if (Typed.Number(typed, 1, Greatest) is not { } number) return new Problem("", "point.invalid", typed ?? "", Greatest);
        var added = await connection.Sql(
            """
            insert into billing.point_of_sale (firm_id, number, is_default)
            values ($1, $2, not exists (select from billing.point_of_sale where firm_id = $1 and is_default))
            on conflict (firm_id, number) do nothing
            """, firm, number).RunAsync(cancellationToken);
        return added == 0 ? new Problem("", "point.taken", number) : null;
    }, cancellationToken);

    public Task<Problem?> MakeDefaultAsync(Guid firm, Guid point, CancellationToken cancellationToken) => RunAsync(firm, async connection =>
    {
        // Numbers of a point of sale are Wisp's own or the authority's, never both.
        if (await connection.Sql(
            """
            select p.number from billing.point_of_sale p join billing.firm f on f.id = p.firm_id
            where p.id = $2 and f.id = $1 and f.authority is not null
              and exists (select from billing.number_series s where s.point_of_sale_id = p.id and s.last > 0)
              and not exists (select from billing.fiscal_document d where d.point_of_sale_id = p.id and d.authorized_at is not null)
            """, firm, point).ValueAsync<int?>(cancellationToken) is { } numbered)
            return new Problem("", "point.numbered", numbered.ToString("D5", CultureInfo.InvariantCulture));
        await connection.Sql("update billing.point_of_sale set is_default = false where firm_id = $1 and is_default and id <> $2", firm, point).RunAsync(cancellationToken);
        var made = await connection.Sql(
            "update billing.point_of_sale set is_default = true where firm_id = $1 and id = $2 and archived_at is null", firm, point).RunAsync(cancellationToken);
        return made == 0 ? Problem.Stale : null;
    }, cancellationToken);

    public Task<Problem?> ArchiveAsync(Guid firm, Guid point, CancellationToken cancellationToken) => RunAsync(firm, async connection =>
    {
        var state = await connection.Sql("select is_default from billing.point_of_sale where firm_id = $1 and id = $2", firm, point).ValueAsync<bool?>(cancellationToken);
        if (state is null) return Problem.Stale;
        if (state is true) return new Problem("", "point.default");
        await connection.Sql("update billing.point_of_sale set archived_at = $2 where id = $1 and archived_at is null", point, clock.GetUtcNow()).RunAsync(cancellationToken);
        return null;
    }, cancellationToken);

    public Task<Problem?> RestoreAsync(Guid firm, Guid point, CancellationToken cancellationToken) => RunAsync(firm, async connection =>
        await connection.Sql("update billing.point_of_sale set archived_at = null where firm_id = $1 and id = $2", firm, point).RunAsync(cancellationToken) == 0
            ? Problem.Stale : null, cancellationToken);

    // One at a time for each firm: it has one default, always.
    private async Task<Problem?> RunAsync(Guid firm, Func<NpgsqlConnection, Task<Problem?>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await transaction.Connection.Sql("select id from billing.firm where id = $1 for no key update", firm).ValueAsync<Guid?>(cancellationToken) is null)
            return Problem.Stale;
        if (await change(transaction.Connection) is { } problem) return problem;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
