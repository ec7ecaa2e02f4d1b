using Microsoft.AspNetCore.Http;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Keeps an uploaded file and has the worker read it; nothing of it is parsed here.</summary>
[Feature]
internal sealed class StoreUpload(IDatabase<ZonesDb> database, IFileStore files, IJobs jobs, ICurrentOperator current, TimeProvider clock)
{
    public async Task<Guid> RunAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var name = ShortName(file.FileName);
        await using var content = file.OpenReadStream();
        var stored = await files.SaveAsync(new NewFile(name, "application/octet-stream", now + AreaImports.Kept, current.Id), content, cancellationToken);

        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql("delete from zones.area_import where created_at < $1", now - AreaImports.Kept).RunAsync(cancellationToken);
        await transaction.Connection.Sql(
            "insert into zones.area_import (id, file_id, file_name, owner_id, state, created_at) values ($1, $2, $3, $4, $5, $6)",
            id, stored.Id, name, current.Id, AreaImport.Reading, now).RunAsync(cancellationToken);
        await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(ReadAreasJob.Key, new ReadAreas(id, stored.Id)) { Title = name, ReturnUrl = $"/zones/import/{id}" }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private static string ShortName(string name)
    {
        var clean = PlaceText.Clean(Path.GetFileName(name));
        return clean.Length switch { 0 => "archivo", > 200 => clean[^200..], _ => clean };
    }
}
