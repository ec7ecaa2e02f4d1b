using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SavePlace;

[Feature]
internal sealed class SavePlace(IDatabase<ZonesDb> database, PlaceUse use)
{
    /// <summary>Saves a new place (<paramref name="id"/> is null) or an edited one; an empty answer means saved.</summary>
    public async Task<IReadOnlyList<Problem>> RunAsync(
        PlaceShape shape, Guid? id, PlaceInput input, CancellationToken cancellationToken)
    {
        var problems = PlaceRules.Check(shape, input).ToList();
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ZonesDb>();
        var place = id is null ? shape.New() : (Place?)await db.FindAsync(shape.Entity, [id], cancellationToken);
        if (place is null) return [Problem.Stale];
        if (await ParentProblemAsync(db, shape, place, input, cancellationToken) is { } problem) return [problem];

        Fill(place, input);
        if (id is null) db.Add(place);
        else db.Entry(place).Property(nameof(Place.Version)).OriginalValue = input.Version;
        var isReranked = id is not null && place is Zone && db.Entry(place).Property(nameof(Zone.Priority)).IsModified;
        if (await SaveAsync(db, shape, place, cancellationToken) is { } refused) return [refused];
        if (isReranked && !await use.FollowPlaceAsync(transaction, shape, place.Id, cancellationToken)) return [new("", "use.failed")];
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private async Task<Problem?> ParentProblemAsync(
        ZonesDb db, PlaceShape shape, Place place, PlaceInput input, CancellationToken cancellationToken)
    {
        if (shape.Parent is null || place.ParentId == input.ParentId) return null;
        if (input.ParentId is not null)
        {
            var parent = (Place?)await db.FindAsync(shape.Parent.Entity, [input.ParentId], cancellationToken);
            if (parent is not { ArchivedAt: null }) return new(nameof(input.ParentId), shape.Key("parent.gone"));
        }

        // Who holds a neighbourhood also holds its city; letting it leave the city would contradict them.
        var isNew = place.PublicId == 0;
        if (isNew || !shape.ParentRequired) return null;
        return await use.CountAsync(shape.Kind, place.Id, cancellationToken) switch
        {
            null => new("", "use.unknown"),
            0 => null,
            var holders => new(nameof(input.ParentId), shape.Key("parent.used"), holders),
        };
    }

    private static void Fill(Place place, PlaceInput input)
    {
        place.Name = PlaceText.Clean(input.Name);
        place.ParentId = input.ParentId;
        if (place is not Zone zone) return;
        zone.Color = input.Color!.ToLowerInvariant();
        zone.Description = PlaceRules.Description(input);
        zone.Priority = PlaceRules.Priority(input)!.Value;
    }

    private static async Task<Problem?> SaveAsync(ZonesDb db, PlaceShape shape, Place place, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Stale;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new(nameof(PlaceInput.Name), shape.Key("taken"), place.Name);
        }
    }
}
