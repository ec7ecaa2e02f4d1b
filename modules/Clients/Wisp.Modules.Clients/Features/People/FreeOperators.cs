using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>The operators that a seller or collector may be: active ones that no other is, and the one that it is already.</summary>
[Feature]
internal sealed class FreeOperators(IDatabase<ClientsDb> database, IOperators operators)
{
    /// <param name="shape">Sellers or collectors.</param>
    /// <param name="person">The one that is edited, or <c>null</c> for a new one.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<OperatorName>> RunAsync(PeopleShape shape, StoredPerson? person, CancellationToken cancellationToken)
    {
        var taken = await database.Source.Sql($"select operator_id from clients.{shape.Table} where operator_id is not null")
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        return [.. (await operators.ListAsync(cancellationToken)).Where(o => o.Id == person?.OperatorId || (o.Active && !taken.Contains(o.Id)))];
    }
}
