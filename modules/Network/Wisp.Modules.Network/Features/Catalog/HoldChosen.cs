using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Catalog;

/// <summary>Something that a form chose.</summary>
/// <param name="Shape">What it is.</param>
/// <param name="Field">The field of the form.</param>
/// <param name="Chosen">What was chosen.</param>
/// <param name="MayBeArchived">Whether it may stay though it is offered no more.</param>
/// <param name="Key">Key of the text for one that is offered no more.</param>
internal sealed record ChosenItem(CatalogShape Shape, string Field, Guid? Chosen, bool MayBeArchived, string Key);

/// <summary>
/// Looks whether what a form chose is offered, and holds it until the transaction ends: whoever archives it meanwhile waits, and then finds
/// it in use.
/// </summary>
internal static class HoldChosen
{
    public static async Task<IReadOnlyList<Problem>> HoldAsync(
        this IWispTransaction transaction, IEnumerable<ChosenItem> items, CancellationToken cancellationToken)
    {
        List<Problem> gone = [];
        foreach (var item in items.Where(item => item.Chosen is not null))
        {
            var offered = await transaction.Connection.Sql(
                $"select archived_at is null from {item.Shape.Table} where id = $1 for share", item.Chosen).ValueAsync<bool?>(cancellationToken);
            if (offered is null || (offered is false && !item.MayBeArchived)) gone.Add(new(item.Field, item.Key));
        }

        return gone;
    }
}
