using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>
/// Who may fetch a stored file: its owner alone, whatever else others may see of the job that made it; a file without an owner is
/// for those who may see its job.
/// </summary>
[Feature]
public sealed class ResultAccess(IFileStore files, JobReader jobs, ICurrentOperator current)
{
    /// <summary>The file, or <c>null</c> when there is none that the operator may fetch.</summary>
    public async Task<StoredFile?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await files.FindAsync(id, cancellationToken) is not { } file) return null;
        var isTheirs = file.OwnerId is { } owner ? owner == current.Id : await jobs.MadeAsync(id, cancellationToken);
        return isTheirs ? file : null;
    }
}
