using System.IO.Pipelines;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>Stores a file while it is being written: the one waits for the other, and little is held in between.</summary>
internal static class PipedFile
{
    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: 1 << 16, useSynchronizationContext: false);

    public static async Task<StoredFile> SaveAsync(
        IFileStore files, NewFile file, Func<PipeWriter, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Options);
        using var unsaved = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var saving = ReadAsync();
        try
        {
            await write(pipe.Writer, unsaved.Token);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception failure)
        {
            // It comes out of the pipe's other end, unless that failed first and is why the writing ended.
            await pipe.Writer.CompleteAsync(failure);
        }

        return await saving;

        async Task<StoredFile> ReadAsync()
        {
            try
            {
                await using var content = pipe.Reader.AsStream();
                return await files.SaveAsync(file, content, cancellationToken);
            }
            catch
            {
                await unsaved.CancelAsync();
                throw;
            }
        }
    }
}
