using Microsoft.AspNetCore.Http;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>A stored upload and how it seems to be written, or why it cannot be read at all.</summary>
internal sealed record Upload(Guid FileId, FileHead Head)
{
    /// <summary>Nothing of it can be shown.</summary>
    public Refusal? Refusal => Head.Columns.All.Count == 0 ? Head.Refusal : null;
}

/// <summary>Keeps an uploaded file for the worker, after a look at all of its bytes.</summary>
[Feature]
internal sealed class StoreUpload(IFileStore files, ICurrentOperator current, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<Upload> RunAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var wholeIsUtf8 = await IsUtf8Async(file, cancellationToken);
        await using var start = file.OpenReadStream();
        var upload = new Upload(default, await FileHead.ReadAsync(start, new FileFormat(), 0, wholeIsUtf8, cancellationToken));
        if (upload.Refusal is not null) return upload;

        await using var content = file.OpenReadStream();
        var kind = upload.Head.Sheets.Count > 0 ? "application/vnd.ms-excel" : "text/csv";
        var stored = await files.SaveAsync(
            new NewFile(Path.GetFileName(file.FileName), kind, clock.GetUtcNow() + Kept, current.Id), content, cancellationToken);
        return upload with { FileId = stored.Id };
    }

    private static async Task<bool> IsUtf8Async(IFormFile file, CancellationToken cancellationToken)
    {
        var check = new Utf8Check();
        var buffer = new byte[1 << 16];
        await using var content = file.OpenReadStream();
        while (check.IsValid && await content.ReadAsync(buffer, cancellationToken) is > 0 and var read) check.Add(buffer.AsSpan(0, read));
        return check.IsValid;
    }
}
