using Microsoft.AspNetCore.Http;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>A stored upload and how it seems to be written, or why it is no text at all.</summary>
internal sealed record Upload(Guid FileId, string Encoding, char Separator, Refusal? Refusal = null);

/// <summary>Keeps an uploaded file for the worker, after a look at all of its bytes.</summary>
[Feature]
internal sealed class StoreUpload(IFileStore files, ICurrentOperator current, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<Upload> RunAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var wholeIsUtf8 = await IsUtf8Async(file, cancellationToken);
        await using var start = file.OpenReadStream();
        var head = await FileHead.ReadAsync(start, null, null, 0, wholeIsUtf8, cancellationToken);
        if (head is { Refusal: { } refusal, Columns.All.Count: 0 }) return new(default, head.Encoding, head.Separator, refusal);

        await using var content = file.OpenReadStream();
        var stored = await files.SaveAsync(
            new NewFile(Path.GetFileName(file.FileName), "text/csv", clock.GetUtcNow() + Kept, current.Id), content, cancellationToken);
        return new(stored.Id, head.Encoding, head.Separator);
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
