namespace Wisp.Runtime.Tables;

/// <summary>The first bytes of a file that can only be read forward, and the whole of it all the same.</summary>
internal sealed record FileStart(ReadOnlyMemory<byte> Bytes, bool IsAll, Stream Whole)
{
    public static async Task<FileStart> ReadAsync(Stream file, int length, CancellationToken cancellationToken)
    {
        var buffer = new byte[length];
        var read = await file.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, cancellationToken);
        var bytes = buffer.AsMemory(0, read);
        return new(bytes, read < length, new StartedStream(bytes, file));
    }

    /// <summary>Gives the bytes that were read already, then the rest.</summary>
    private sealed class StartedStream(ReadOnlyMemory<byte> start, Stream rest) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) =>
            Given(buffer.AsSpan(offset, count)) is > 0 and var given ? given : rest.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Given(buffer.Span) is > 0 and var given ? ValueTask.FromResult(given) : rest.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }

        private int Given(Span<byte> target)
        {
            var count = Math.Min(target.Length, start.Length - _given);
            start.Span.Slice(_given, count).CopyTo(target);
            _given += count;
            return count;
        }
    }
}
