using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.PlaceOptions;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Hands what a person chose over to the worker: to be tried, or to be taken, which happens once.</summary>
[Feature]
internal sealed class StartTaking(IDatabase<ZonesDb> database, IJobs jobs, AreaImports imports, PlaceChoices choices)
{
    /// <param name="import">The import as it was read.</param>
    /// <param name="failed">Its last job, when that failed: then it may be taken although it was begun.</param>
    /// <param name="how">What was chosen.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The job, or what is missing.</returns>
    public Task<(Guid? Job, Problem? Problem)> TakeAsync(AreaImport import, Guid? failed, TakeAreas how, CancellationToken cancellationToken) =>
        RunAsync(import, failed, how, TakeAreasJob.Key, AreaImport.Taken, PlaceShape.Of(how.Kind).Url, cancellationToken);

    /// <summary>Only tells who would move.</summary>
    public Task<(Guid? Job, Problem? Problem)> TryAsync(AreaImport import, Guid? failed, TakeAreas how, CancellationToken cancellationToken) =>
        RunAsync(import, failed, how, TryAreasJob.Key, AreaImport.Ready, $"/zones/import/{import.Id}", cancellationToken);

    private async Task<(Guid? Job, Problem? Problem)> RunAsync(
        AreaImport import, Guid? failed, TakeAreas how, string key, string state, string back, CancellationToken cancellationToken)
    {
        if (how.NameProperty is { } name && !await imports.HasPropertyAsync(import.Id, name, cancellationToken)) return (null, new(nameof(how.NameProperty), "take.property"));
        if (how.Kind == PlaceKind.Neighborhood && (await choices.RunAsync(PlaceShape.City, cancellationToken)).All(city => city.Id != how.CityId))
            return (null, new(nameof(how.CityId), "neighborhoods.parent.missing"));

        await using var transaction = await database.BeginAsync(cancellationToken);
        var job = await jobs.EnqueueAsync(transaction.Connection, new JobRequest(key, how) { Title = import.FileName, ReturnUrl = back }, cancellationToken);
        // Of two who press at once, the second finds it begun.
        var begun = await transaction.Connection.Sql(
            $"""
            update zones.area_import set state = $2, job_id = $3, trial = null
            where id = $1 and (state = '{AreaImport.Ready}' or (state = '{AreaImport.Taken}' and job_id = $4))
            """, import.Id, state, job, failed.As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
        if (begun == 0) return (null, new("", "take.begun"));
        await transaction.CommitAsync(cancellationToken);
        return (job, null);
    }
}
