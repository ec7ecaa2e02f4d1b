using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Files;

/// <summary>Reads a stored file forward, one chunk in memory, without holding a connection between chunks.</summary>
internal sealed class ChunkStream(NpgsqlDataSource source, Guid fileId) : Stream
{
    private byte[] _chunk = [];
    private int _offset;
    private int _next;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_offset == _chunk.Length)
        {
            var chunk = await source.Sql("select data from host.file_chunk where file_id = $1 and no = $2", fileId, _next)
                .ValueAsync<byte[]>(cancellationToken);
            if (chunk is null) return End(await WholeLength().ValueAsync<long?>(cancellationToken));
            Keep(chunk);
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Parsers that know no other way read synchronously; the chunk is fetched the same way.
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_offset == _chunk.Length)
        {
            using var command = source.Sql("select data from host.file_chunk where file_id = $1 and no = $2", fileId, _next);
            if (command.ExecuteScalar() is byte[] chunk) Keep(chunk);
            else
            {
                using var length = WholeLength();
                return End(length.ExecuteScalar() as long?);
            }
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Keep(byte[] chunk)
    {
        (_chunk, _offset, _next) = (chunk, 0, _next + 1);
        _read += chunk.Length;
    }

    private NpgsqlCommand WholeLength() => source.Sql("select length from host.file where id = $1 and complete", fileId);

    // A file that was removed meanwhile must not look like a shorter one.
    private int End(long? length) => length == _read ? 0 : throw new IOException($"The file {fileId} is not there any more.");

    private int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, _chunk.Length - _offset);
        _chunk.AsSpan(_offset, count).CopyTo(target);
        _offset += count;
        return count;
    }
}
