using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Keeps an uploaded file and has the worker read it; nothing of it is parsed here.</summary>
[Feature]
internal sealed class StoreUpload(
    IDatabase<ZonesDb> database, IFileStore files, IJobs jobs, ICurrentOperator current, TimeProvider clock, IStringLocalizer<ZonesText> text)
{
    private const int LongestName = 200;

    public async Task<Guid> RunAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var name = NameOf(file);
        await using var content = file.OpenReadStream();
        var stored = await files.SaveAsync(new NewFile(name, "application/octet-stream", now + AreaImports.Kept, current.Id), content, cancellationToken);

        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("delete from zones.area_import where created_at < $1", now - AreaImports.Kept).RunAsync(cancellationToken);
        var job = await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(ReadAreasJob.Key, new ReadAreas(id, stored.Id)) { Title = name, ReturnUrl = $"/zones/import/{id}" }, cancellationToken);
        await transaction.Connection.Sql(
            "insert into zones.area_import (id, file_id, file_name, owner_id, state, created_at, job_id) values ($1, $2, $3, $4, $5, $6, $7)",
            id, stored.Id, name, current.Id, AreaImport.Reading, now, job).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private string NameOf(IFormFile file)
    {
        var clean = PlaceText.Clean(Path.GetFileName(file.FileName));
        return clean.Length switch { 0 => text["import.nameless"], > LongestName => clean[^LongestName..], _ => clean };
    }
}
