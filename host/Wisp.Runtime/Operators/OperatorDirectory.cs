using Wisp.Sdk;

namespace Wisp.Runtime.Operators;

internal sealed class OperatorDirectory(IDatabase<HostDb> database) : IOperators
{
    public async Task<IReadOnlyList<OperatorName>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.Source.Sql("""select id, name, email, not disabled from host.operator order by name collate "es-x-icu", email""")
            .ListAsync(row => new OperatorName(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancellationToken);
}
