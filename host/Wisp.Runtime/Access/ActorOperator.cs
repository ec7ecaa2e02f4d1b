using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Access;

/// <summary>In the worker the operator is whoever asked for the job, with the permissions held now; timers and events act as the system.</summary>
internal sealed class ActorOperator(IActorAccessor actors, IDatabase<HostDb> database) : ICurrentOperator
{
    private readonly Lazy<Dictionary<string, PermissionScope>> _held = new(() => Read(actors.Current.OperatorId, database));

    public Guid? Id => actors.Current.OperatorId;

    public string Name => actors.Current.Name;

    public string? Email => Id is { } id ? ReadEmail(id) : null;

    public PermissionScope ScopeOf(string permission)
    {
        if (Id is null) return PermissionScope.All;
        return (PermissionScope)Math.Max((int)_held.Value.GetValueOrDefault(permission), (int)_held.Value.GetValueOrDefault("*"));
    }

    private string? ReadEmail(Guid id)
    {
        using var command = database.Source.Sql("select email from host.operator where id = $1 and not disabled", id);
        return command.ExecuteScalar() as string;
    }

    private static Dictionary<string, PermissionScope> Read(Guid? operatorId, IDatabase<HostDb> database)
    {
        var held = new Dictionary<string, PermissionScope>(StringComparer.Ordinal);
        if (operatorId is null) return held;
        using var command = database.Source.Sql(
            """
            select p.permission, bool_or(p.scope = 'all')
            from host.operator_role r join host.role_permission p on p.role_id = r.role_id
            join host.operator o on o.id = r.operator_id and not o.disabled
            where r.operator_id = $1
            group by p.permission
            """, operatorId.Value);
        using var reader = command.ExecuteReader();
        while (reader.Read()) held[reader.GetString(0)] = reader.GetBoolean(1) ? PermissionScope.All : PermissionScope.Own;
        return held;
    }
}
