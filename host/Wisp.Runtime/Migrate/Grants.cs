using Npgsql;
using Wisp.Runtime.Database;
using Wisp.Sdk;
using static Wisp.Runtime.Migrate.SqlNames;

namespace Wisp.Runtime.Migrate;

/// <summary>What each role may do, set anew from what the modules declared, so that nothing granted by hand or by an older version stays.</summary>
internal sealed class Grants(NpgsqlConnection owner, RoleNames roles)
{
    private static readonly string[] HostFunctions =
    [
        "enqueue_job(text, jsonb, text, text, text)", "publish_event(text, jsonb)", "uuid7()", "job_lock_key(uuid)", "job_is_free(uuid)",
    ];

    public async Task RunAsync(ModuleToMigrate module, CancellationToken cancellationToken)
    {
        if (module.Database is not { } database) return;
        var schema = Quote(database.Schema);
        var role = Quote(roles.Of(module.Id));
        var modules = Quote(roles.Modules);
        await DoAsync(
            $"""
            revoke all on all tables in schema {schema} from {role}, {modules}, public;
            revoke all on all functions in schema {schema} from {role}, {modules}, public;
            grant usage on schema {schema} to {role}, {modules};
            grant select, insert, update on all tables in schema {schema} to {role};
            grant usage, select on all sequences in schema {schema} to {role};
            grant execute on all functions in schema {schema} to {role};
            revoke insert, update on {schema}.__migrations from {role};
            """, cancellationToken);
        foreach (var table in database.AppendOnly) await DoAsync($"revoke update on {schema}.{Quote(table)} from {role}", cancellationToken);
        foreach (var table in database.Deletable) await DoAsync($"grant delete on {schema}.{Quote(table)} to {role}", cancellationToken);
        foreach (var name in database.Published)
            await DoAsync(
                name.Contains('(')
                    ? $"grant execute on function {schema}.{name} to {modules}"
                    : $"grant select on {schema}.{Quote(name)} to {modules}",
                cancellationToken);
    }

    /// <summary>The audit is read-only even for the host, and modules may call the host's functions.</summary>
    public async Task HostAsync(CancellationToken cancellationToken)
    {
        await DoAsync(
            $"revoke insert, update, delete on host.audit from {Quote(roles.Of("host"))}; grant select on host.audit_v1 to {Quote(roles.Modules)}",
            cancellationToken);
        foreach (var function in HostFunctions)
            await DoAsync($"grant execute on function host.{function} to {Quote(roles.Modules)}", cancellationToken);
    }

    private Task DoAsync(string sql, CancellationToken cancellationToken) => owner.Sql(sql).RunAsync(cancellationToken);
}
