using Npgsql;
using Wisp.Runtime.Database;
using Wisp.Sdk;
using static Wisp.Runtime.Migrate.SqlNames;

namespace Wisp.Runtime.Migrate;

/// <summary>
/// What each role may do, set anew from what the modules declared, so that nothing granted by hand or by an older version stays.
/// Roles that are not ours (a report's, a backup's) keep what the administrator gave them.
/// </summary>
internal sealed class Grants(NpgsqlConnection owner, RoleNames roles)
{
    private static readonly string[] HostFunctions =
    [
        "enqueue_job(text, jsonb, text, text, text)", "publish_event(text, jsonb)",
        "queue_mail(text, text, text, text, uuid, jsonb, bytea, timestamp with time zone, text, uuid[])", "uuid7()", "time_zone()", "job_lock_key(uuid)", "job_is_free(uuid)", "keep_file(uuid)",
    ];

    public async Task RunAsync(ModuleToMigrate module, ModuleDatabase database, CancellationToken cancellationToken)
    {
        var schema = Quote(database.Schema);
        var role = Quote(roles.Of(module.Id));
        await TakeBackAsync(database.Schema, cancellationToken);
        await DoAsync(
            $"""
            grant usage on schema {schema} to {role}, {Quote(roles.Modules)};
            grant select on all tables in schema {schema} to {role};
            grant usage, select on all sequences in schema {schema} to {role};
            """, cancellationToken);
        await WriteAsync(module, database, role, cancellationToken);
        await CallAsync(database, role, cancellationToken);
        foreach (var name in database.Published)
            await DoAsync(
                name.Contains('(')
                    ? $"grant execute on function {schema}.{name} to {Quote(roles.Modules)}"
                    : $"grant select on {schema}.{Quote(name)} to {Quote(roles.Modules)}",
                cancellationToken);
        if (module.Id == HostModule.Id) await HostAsync(cancellationToken);
    }

    /// <summary>Leaves a module that could not be set up with nothing, so that it is refused instead of running half made.</summary>
    public Task CloseAsync(ModuleToMigrate module, ModuleDatabase database, CancellationToken cancellationToken) =>
        DoAsync($"revoke all on all tables in schema {Quote(database.Schema)} from {Quote(roles.Of(module.Id))}", cancellationToken);

    // Only on tables: a write through a view would be done with the rights of the view's owner.
    private async Task WriteAsync(ModuleToMigrate module, ModuleDatabase database, string role, CancellationToken cancellationToken)
    {
        var tables = await owner.Sql(
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> '__migrations'
            """, database.Schema).ListAsync(row => row.GetString(0), cancellationToken);
        if (database.Deletable.Concat(database.AppendOnly).Except(tables).ToList() is [var unknown, ..])
            throw new InvalidOperationException($"{module.Id} declares rights on {database.Schema}.{unknown}, which is no table.");
        foreach (var table in tables)
        {
            // Only triggers write the audit, with their owner's rights.
            if (module.Id == HostModule.Id && table == "audit") continue;
            var rights = "insert" + (database.AppendOnly.Contains(table) ? "" : ", update") + (database.Deletable.Contains(table) ? ", delete" : "");
            await DoAsync($"grant {rights} on {Quote(database.Schema)}.{Quote(table)} to {role}", cancellationToken);
        }
    }

    // Not trigger functions, which need no right to run: whoever has it may put them on a temporary table and so write what only they may.
    private async Task CallAsync(ModuleDatabase database, string role, CancellationToken cancellationToken)
    {
        var functions = await owner.Sql(
            """
            select p.proname, p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = $1 and p.prorettype <> 'trigger'::regtype
            """, database.Schema).ListAsync(row => (Name: row.GetString(0), Signature: row.GetString(1)), cancellationToken);
        foreach (var function in functions.Where(f => database.Logins.All(login => !login.Functions.Contains(f.Name))))
            await DoAsync($"grant execute on routine {function.Signature} to {role}", cancellationToken);
        foreach (var login in database.Logins)
        {
            if (login.Functions.Except(functions.Select(f => f.Name)).ToList() is [var unknown, ..])
                throw new InvalidOperationException($"The login {login.Name} is declared to call {database.Schema}.{unknown}, which is no function.");
            var program = Quote(roles.Of(login.Name));
            await DoAsync($"grant usage on schema {Quote(database.Schema)} to {program}", cancellationToken);
            foreach (var function in functions.Where(f => login.Functions.Contains(f.Name)))
                await DoAsync($"grant execute on routine {function.Signature} to {program}", cancellationToken);
        }
    }

    /// <summary>Takes all that our roles and the public hold in a schema.</summary>
    public async Task TakeBackAsync(string schema, CancellationToken cancellationToken)
    {
        var holders = await owner.Sql(
            """
            with acls as (
              select oid as schema, nspacl as acl from pg_namespace
              union all select relnamespace, relacl from pg_class
              union all select relnamespace, attacl from pg_attribute join pg_class c on c.oid = attrelid where attacl is not null
              union all select pronamespace, proacl from pg_proc)
            select distinct r.rolname
            from acls join pg_namespace n on n.oid = acls.schema cross join aclexplode(acls.acl) a join pg_roles r on r.oid = a.grantee
            where n.nspname = $1 and starts_with(r.rolname, $2) and r.rolname <> $3
            """, schema, roles.Prefix + "_", roles.Owner).ListAsync(row => Quote(row.GetString(0)), cancellationToken);
        var all = string.Join(", ", holders.Append("public"));
        await DoAsync(
            $"""
            revoke all on schema {Quote(schema)} from {all} cascade;
            revoke all on all tables in schema {Quote(schema)} from {all} cascade;
            revoke all on all sequences in schema {Quote(schema)} from {all} cascade;
            revoke all on all routines in schema {Quote(schema)} from {all} cascade;
            """, cancellationToken);
    }

    private async Task HostAsync(CancellationToken cancellationToken)
    {
        await DoAsync($"grant select on host.audit_v1, host.bounces_v1 to {Quote(roles.Modules)}", cancellationToken);
        foreach (var function in HostFunctions)
            await DoAsync($"grant execute on function host.{function} to {Quote(roles.Modules)}", cancellationToken);
    }

    private Task DoAsync(string sql, CancellationToken cancellationToken) => owner.Sql(sql).RunAsync(cancellationToken);
}
