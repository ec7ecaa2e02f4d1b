using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Files;

internal sealed class FileStore(IDatabase<HostDb> database, TimeProvider clock) : IFileStore
{
    private const int ChunkLength = 256 * 1024;

    public async Task<StoredFile> SaveAsync(NewFile file, Stream content, CancellationToken cancellationToken = default)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await database.Source.Sql(
            "insert into host.file (id, name, content_type, owner_id, expires_at, created_at) values ($1, $2, $3, $4, $5, $6)",
            id, file.Name, file.ContentType, file.OwnerId.As(NpgsqlDbType.Uuid), file.Expires.As(NpgsqlDbType.TimestampTz), clock.GetUtcNow())
            .RunAsync(cancellationToken);
        var (length, digest) = await WriteChunksAsync(id, content, cancellationToken);
        await database.Source.Sql("update host.file set length = $2, sha256 = $3, complete = true where id = $1", id, length, digest)
            .RunAsync(cancellationToken);
        return new StoredFile(id, file.Name, file.ContentType, length, digest, file.OwnerId);
    }

    public async Task<StoredFile?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var found = await database.Source.Sql(
            """
            select name, content_type, length, sha256, owner_id from host.file
            where id = $1 and complete and (expires_at is null or expires_at > $2)
            """, id, clock.GetUtcNow())
            .ListAsync(row => new StoredFile(id, row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.Maybe<Guid>(4)), cancellationToken);
        return found.SingleOrDefault();
    }

    public Stream OpenRead(Guid id) => new ChunkStream(database.Source, id);

    public Task<bool> KeepAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken = default) =>
        connection.Sql("select host.keep_file($1)", id).ValueAsync<bool>(cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        database.Source.Sql("delete from host.file where id = $1", id).RunAsync(cancellationToken);

    // A connection for each chunk and none in between: a slow upload must not keep one from others.
    private async Task<(long Length, string Digest)> WriteChunksAsync(Guid id, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkLength];
        long length = 0;
        for (var no = 0; ; no++)
        {
            var read = await content.ReadAtLeastAsync(buffer, ChunkLength, throwOnEndOfStream: false, cancellationToken);
            if (read == 0) break;
            hash.AppendData(buffer, 0, read);
            length += read;
            await database.Source.Sql("insert into host.file_chunk (file_id, no, data) values ($1, $2, $3)", id, no, new ArraySegment<byte>(buffer, 0, read))
                .RunAsync(cancellationToken);
            if (read < ChunkLength) break;
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
