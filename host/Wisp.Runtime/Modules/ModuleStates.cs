using Wisp.ModuleHost;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Modules;

/// <summary>Keeps what became of each module in this process, so that every process can show it.</summary>
internal sealed class ModuleStates(IDatabase<HostDb> database, ModuleCatalog catalog)
{
    public Task SaveAsync(ModuleProcess process, CancellationToken cancellationToken)
    {
        var modules = catalog.Modules.ToArray();
        return database.Source.Sql(
            """
            with present as (
              insert into host.module_state (process, module_id, version, state, code, reason, at)
              select $1, m.*, now() from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) m
              on conflict (process, module_id) do update set
                version = excluded.version, state = excluded.state, code = excluded.code, reason = excluded.reason, at = excluded.at
              returning module_id)
            delete from host.module_state where process = $1 and module_id <> all (select module_id from present)
            """,
            Name(process), modules.Select(m => m.Id).ToArray(), modules.Select(m => m.Manifest?.Version.ToString() ?? "").ToArray(),
            modules.Select(m => m.State.ToString()).ToArray(), modules.Select(m => m.Problem?.Code).ToArray(),
            modules.Select(m => m.Problem?.Sentence).ToArray()).RunAsync(cancellationToken);
    }

    public static string Name(ModuleProcess process) => process == ModuleProcess.Web ? "web" : "worker";
}
