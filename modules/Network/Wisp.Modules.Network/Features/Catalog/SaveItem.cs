using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Catalog;

/// <summary>Saves a plan, node or server whose fields were checked.</summary>
[Feature]
internal sealed class SaveItem(IDatabase<NetworkDb> database)
{
    /// <param name="shape">What it is.</param>
    /// <param name="id">The item, or <c>null</c> for a new one.</param>
    /// <param name="version">Version that the form was made from.</param>
    /// <param name="fill">Puts the checked fields in.</param>
    /// <param name="chosen">What it hangs from.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Empty when saved.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync<T>(
        CatalogShape shape, Guid? id, uint version, Action<T> fill, IEnumerable<ChosenItem> chosen, CancellationToken cancellationToken)
        where T : CatalogItem, new()
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<NetworkDb>();
        if (await transaction.HoldAsync(chosen, cancellationToken) is { Count: > 0 } gone) return gone;
        var item = id is null ? new T() : await db.FindAsync<T>([id], cancellationToken);
        if (item is null) return [Problem.Stale];
        fill(item);
        if (id is null) db.Add(item);
        else db.Entry(item).Property(i => i.Version).OriginalValue = version;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return [];
        }
        catch (DbUpdateConcurrencyException)
        {
            return [Problem.Stale];
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return [new("Name", shape.Key("taken"), item.Name)];
        }
    }

    /// <summary>The name as stored, or what is wrong with it.</summary>
    public static IEnumerable<Problem> CheckName(string? typed)
    {
        var name = Typed.Line(typed);
        if (name is null) yield return new("Name", "name.missing");
        else if (name.Length > LongestName) yield return new("Name", "name.long", name.Length, LongestName);
    }

    private const int LongestName = 100;
}
