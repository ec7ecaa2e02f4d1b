using Npgsql;

namespace Wisp.Sdk;

/// <summary>A file to be stored.</summary>
/// <param name="Name">File name shown to people, at most 255 characters.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Expires">When it may be removed; <c>null</c>: never.</param>
/// <param name="OwnerId">Operator who may fetch it, or <c>null</c> when its page decides.</param>
public sealed record NewFile(string Name, string ContentType, DateTimeOffset? Expires = null, Guid? OwnerId = null);

/// <summary>A stored file.</summary>
/// <param name="Id">Id in the store.</param>
/// <param name="Name">File name.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="OwnerId">Operator who may fetch it, or <c>null</c>.</param>
public sealed record StoredFile(Guid Id, string Name, string ContentType, long Length, string Sha256, Guid? OwnerId);

/// <summary>Files in the database, streamed both ways in chunks, so that any process serves what another made.</summary>
public interface IFileStore
{
    /// <summary>Stores a stream; it can be seen only once it is whole.</summary>
    /// <param name="file">What it is.</param>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind but an orphan that the sweep removes.</param>
    /// <returns>The stored file.</returns>
    Task<StoredFile> SaveAsync(NewFile file, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Finds a file.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The file, or <c>null</c> when unknown, unfinished or expired.</returns>
    Task<StoredFile?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading from its start; at most one chunk is held in memory.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>A forward-only stream.</returns>
    Stream OpenRead(Guid id);

    /// <summary>
    /// Makes a file that was stored with an expiry stay, in the caller's transaction: it stays with the row that names it, or goes when its time is up.
    /// From then on nothing removes it but <see cref="DeleteAsync"/>, which is the caller's to call when the row goes.
    /// </summary>
    /// <param name="connection">The caller's connection, in any module's role, with a transaction begun: without one the file is kept at once, whatever becomes of the row.</param>
    /// <param name="id">A file that the caller stored.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Whether it was still there, also when it never had an expiry.</returns>
    Task<bool> KeepAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Removes a file.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when removed or unknown.</returns>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}
