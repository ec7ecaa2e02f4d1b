using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <param name="Facts">Text, number, yes or no, or nothing, one for each of the shape's columns.</param>
internal sealed record ParameterRow(Guid Id, string Name, bool Archived, uint Version, IReadOnlyList<object?> Facts);

/// <summary>Firms, taxes, methods or profiles: an ISP has tens of them at most.</summary>
[Feature]
internal sealed class ListParameters(IDatabase<BillingDb> database)
{
    private const int FirstFact = 4;

    public Task<List<ParameterRow>> RunAsync(ParameterShape shape, bool archived, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select i.id, {shape.Name} as name, i.archived_at is not null, i.xmin, {string.Join(", ", shape.Facts.Select(fact => fact.Sql))}
        from {shape.Table} i
        where (i.archived_at is not null) = $1 and {shape.Name} is not null
        order by {shape.Name} collate "es-x-icu", i.id
        """, archived)
        .ListAsync(
            r => new ParameterRow(
                r.GetGuid(0), r.GetString(1), r.GetBoolean(2), r.GetFieldValue<uint>(3),
                [.. shape.Facts.Select((_, i) => r.IsDBNull(FirstFact + i) ? null : r.GetValue(FirstFact + i))]),
            cancellationToken);
}
