using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.PlaceOptions;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Hands what a person chose over to the worker.</summary>
[Feature]
internal sealed class StartTaking(IDatabase<ZonesDb> database, IJobs jobs, PlaceChoices choices)
{
    /// <returns>The job, or what is missing.</returns>
    public async Task<(Guid? Job, Problem? Problem)> RunAsync(AreaImport import, TakeAreas how, CancellationToken cancellationToken)
    {
        if (how.NameProperty is { } name && !import.Properties.Contains(name)) return (null, new(nameof(how.NameProperty), "take.property"));
        if (how.Kind == PlaceKind.Neighborhood && (await choices.RunAsync(PlaceShape.City, cancellationToken)).All(city => city.Id != how.CityId))
            return (null, new(nameof(how.CityId), "neighborhoods.parent.missing"));

        await using var transaction = await database.BeginAsync(cancellationToken);
        var shape = PlaceShape.Of(how.Kind);
        var job = await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(TakeAreasJob.Key, how) { Title = import.FileName, ReturnUrl = shape.Url }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (job, null);
    }
}
