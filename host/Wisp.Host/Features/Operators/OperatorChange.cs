using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Operators;

/// <summary>The frame of every change to operators: one at a time, within one's authority, and an administrator is always left.</summary>
[Feature]
public sealed class OperatorChange(IDatabase<HostDb> database, OperatorAuthority authority, TimeProvider clock)
{
    /// <summary>Changes one operator.</summary>
    /// <returns>Why it was not done, or <c>null</c>.</returns>
    public Task<Problem?> RunAsync(Guid id, Func<HostDb, Operator, Problem?> change, CancellationToken cancellationToken) =>
        RunAsync(
            async db =>
            {
                var target = await db.Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken);
                if (target is null) return new Problem("", "operators.gone");
                var held = await db.UserRoles.Where(role => role.UserId == id).Select(role => role.RoleId).ToListAsync(cancellationToken);
                if (!await authority.CoversRolesAsync(held, cancellationToken)) return new Problem("", "operators.above");
                target.ConcurrencyStamp = Guid.CreateVersion7().ToString();
                return change(db, target);
            },
            cancellationToken);

    /// <summary>Changes the tables of operators.</summary>
    /// <returns>Why it was not done, or <c>null</c>.</returns>
    public async Task<Problem?> RunAsync(Func<HostDb, Task<Problem?>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("select pg_advisory_xact_lock(hashtext('host.operators'))").RunAsync(cancellationToken);
        var db = transaction.Context<HostDb>();
        if (await change(db) is { } problem) return problem;
        var ended = db.ChangeTracker.Entries<Operator>()
            .Where(entry => entry.State == EntityState.Modified && entry.Property(user => user.SecurityStamp).IsModified)
            .Select(entry => entry.Entity.Id).ToArray();
        if (await SaveAsync(db, cancellationToken) is { } refused) return refused;
        await transaction.Connection.Sql(
            "update host.operator_session set ended_at = $2 where operator_id = any ($1) and ended_at is null", ended, clock.GetUtcNow())
            .RunAsync(cancellationToken);

        var adminLeft = await transaction.Connection.Sql(
            """
            select exists (
              select from host.operator o
              join host.operator_role held on held.operator_id = o.id
              join host.role_permission p on p.role_id = held.role_id
              where p.permission = $1 and not o.disabled)
            """, RolePermission.Everything).ValueAsync<bool>(cancellationToken);
        if (!adminLeft) return new Problem("", "operators.last-admin");
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<Problem?> SaveAsync(HostDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            // A sign-in or a change of the operator's own came between.
            return new Problem("", "form.conflict");
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Problem("Email", "operators.email-taken");
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return new Problem("Roles", "operators.role-gone");
        }
    }
}
